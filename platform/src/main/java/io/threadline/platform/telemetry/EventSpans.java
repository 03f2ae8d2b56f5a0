package io.threadline.platform.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One span per consumed event whose trace is recorded, so that a trace runs through a batch that
 * holds many of them. The events handed on name the new span as their parent; what they cause
 * ({@code Envelopes.following}) hangs below it.
 */
public final class EventSpans implements AutoCloseable {
  private static final String SAMPLED = "01";

  private final List<Span> spans;
  private final List<Envelope<Event>> events;

  private EventSpans(List<Span> spans, List<Envelope<Event>> events) {
    this.spans = spans;
    this.events = events;
  }

  /** Starts the spans of a batch. */
  public static EventSpans start(String consumer, List<Envelope<Event>> batch) {
    Tracer tracer = GlobalOpenTelemetry.getTracer("io.threadline.platform");
    List<Span> spans = new ArrayList<>();
    List<Envelope<Event>> events = new ArrayList<>(batch.size());
    for (Envelope<Event> event : batch) {
      if (isSampled(event.traceparent())) {
        Span span =
            tracer
                .spanBuilder("process " + EventType.of(event.data()).shortName())
                .setParent(Traceparent.contextOf(event.traceparent()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.consumer.group.name", consumer)
                .startSpan();
        spans.add(span);
        events.add(under(span, event));
      } else {
        events.add(event);
      }
    }
    return new EventSpans(spans, events);
  }

  /** The events, each naming its span as the parent of what it causes. */
  public List<Envelope<Event>> events() {
    return events;
  }

  @Override
  public void close() {
    spans.forEach(Span::end);
  }

  private static boolean isSampled(@Nullable String traceparent) {
    return traceparent != null && traceparent.endsWith(SAMPLED);
  }

  private static Envelope<Event> under(Span span, Envelope<Event> event) {
    return new Envelope<>(
        event.id(),
        event.tenant(),
        event.source(),
        event.time(),
        Traceparent.of(span.getSpanContext()),
        event.data());
  }
}
