package io.threadline.platform.event;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.platform.id.Ids;
import io.threadline.platform.telemetry.Traceparent;
import java.time.Instant;
import java.util.UUID;

/** Puts events into envelopes: a new id, this service as source, the current trace. */
public final class Envelopes {
  private final String source;
  private final double sampledShare;

  /**
   * @param service the name of the service, as {@code routing}
   * @param sampledShare which share of new traces is recorded, 0 to 1
   */
  public Envelopes(String service, double sampledShare) {
    this.source = "/threadline/" + service + "-service";
    this.sampledShare = sampledShare;
  }

  /** The event in its envelope. */
  public <E extends Event> Envelope<E> wrap(UUID tenant, Instant time, E event) {
    return new Envelope<>(Ids.next(), tenant, source, time, Traceparent.current(), event);
  }

  /** The first event of a new trace, for a hot path that records no span of its own. */
  public <E extends Event> Envelope<E> first(UUID tenant, Instant time, E event) {
    UUID id = Ids.next();
    return new Envelope<>(id, tenant, source, time, Traceparent.rootedAt(id, sampledShare), event);
  }

  /** An event that another one caused, in the tenant and the trace of its cause. */
  public <E extends Event> Envelope<E> following(Envelope<?> cause, Instant time, E event) {
    return new Envelope<>(Ids.next(), cause.tenant(), source, time, cause.traceparent(), event);
  }
}
