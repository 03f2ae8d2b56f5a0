package io.threadline.kpi.core.story;

import io.threadline.contracts.routing.RoutingEvent.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a ticket. {@link Kind} says which of the rest is set.
 *
 * @param id the event's id: two moments with one id are one
 * @param at when it happened, to the microsecond
 * @param since the start of the wait that routing speaks of
 * @param score 1 to 5, or 0
 * @param position the place in routing's log, for what routing said
 */
public record Moment(
    UUID id,
    Instant at,
    Kind kind,
    @Nullable UUID customer,
    @Nullable String channel,
    @Nullable String queue,
    @Nullable String agent,
    @Nullable Instant since,
    int score,
    @Nullable Position position) {

  /**
   * Event time first; what routing said at one instant in the order of its log; ids, which are made
   * in order of time, decide the rest.
   */
  static final Comparator<Moment> ORDER =
      Comparator.comparing(Moment::at)
          .thenComparingLong(moment -> moment.position == null ? 0 : moment.position.seq())
          .thenComparingInt(moment -> moment.position == null ? 0 : moment.position.ordinal())
          .thenComparing(Moment::id, Moment::compareIds);

  public Moment {
    at = at.truncatedTo(ChronoUnit.MICROS);
    since = since == null ? null : since.truncatedTo(ChronoUnit.MICROS);
  }

  /** A moment of that kind with nothing else set. */
  public static Moment of(UUID id, Instant at, Kind kind) {
    return new Moment(id, at, kind, null, null, null, null, null, 0, null);
  }

  public Moment ofCustomer(UUID whose) {
    return new Moment(id, at, kind, whose, channel, queue, agent, since, score, position);
  }

  public Moment by(@Nullable String who) {
    return new Moment(id, at, kind, customer, channel, queue, who, since, score, position);
  }

  public Moment on(@Nullable String which) {
    return new Moment(id, at, kind, customer, which, queue, agent, since, score, position);
  }

  public Moment rated(int answer) {
    return new Moment(id, at, kind, customer, channel, queue, agent, since, answer, position);
  }

  /** Adds the place in routing's log. */
  public Moment placed(Position where) {
    return new Moment(id, at, kind, customer, channel, queue, agent, since, score, where);
  }

  /** Adds what routing says of a wait. */
  public Moment routed(String inQueue, Instant waitingSince, Position where) {
    return new Moment(id, at, kind, customer, channel, inQueue, agent, waitingSince, score, where);
  }

  /** By unsigned bytes, as PostgreSQL compares, which {@link UUID#compareTo} does not. */
  public static int compareIds(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }
}
