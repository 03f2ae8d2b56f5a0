package io.threadline.platform.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context as text: how a trace crosses the outbox and Kafka. */
public final class Traceparent {
  private static final int LENGTH = 55;

  private Traceparent() {}

  /** The running span as {@code 00-trace-span-flags}, or null when there is none. */
  public static @Nullable String current() {
    return of(Span.current().getSpanContext());
  }

  /** A span as {@code 00-trace-span-flags}, or null when it is not a valid one. */
  static @Nullable String of(SpanContext span) {
    return span.isValid()
        ? "00-" + span.getTraceId() + '-' + span.getSpanId() + '-' + span.getTraceFlags().asHex()
        : null;
  }

  /**
   * The beginning of a new trace whose id is that of the event it begins with.
   *
   * @param sampledShare which share of traces is recorded, 0 to 1; the id decides, so that a repeat
   *     decides the same
   */
  public static String rootedAt(UUID id, double sampledShare) {
    long random = id.getLeastSignificantBits();
    // Ids of one millisecond count up: mix them (the finaliser of MurmurHash3) before drawing.
    long mixed = (random ^ random >>> 33) * 0xff51afd7ed558ccdL;
    boolean sampled = (mixed >>> 11) * 0x1.0p-53 < sampledShare;
    HexFormat hex = HexFormat.of();
    return "00-"
        + hex.toHexDigits(id.getMostSignificantBits())
        + hex.toHexDigits(random)
        + '-'
        + hex.toHexDigits(random)
        + (sampled ? "-01" : "-00");
  }

  /** A context whose parent is the span that the text names; the current one if it names none. */
  public static Context contextOf(@Nullable String traceparent) {
    if (traceparent == null || traceparent.length() != LENGTH) {
      return Context.current();
    }
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            traceparent.substring(3, 35),
            traceparent.substring(36, 52),
            TraceFlags.fromHex(traceparent, 53),
            TraceState.getDefault());
    return parent.isValid() ? Context.current().with(Span.wrap(parent)) : Context.current();
  }
}
