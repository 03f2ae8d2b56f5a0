package io.threadline.routing.core.match;

import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.Ticket;
import java.time.Duration;
import java.time.Instant;

/**
 * How much a waiting ticket counts: {@code weight * max(0, now - virtual time) / target}, the
 * generalised c-mu index with linear cost (Gurvich and Whitt 2009), in thousandths.
 */
public record Index(int weight, long waitedMillis, long targetMillis, long milli) {
  private static final long MAX_WAIT_MILLIS = Duration.ofDays(3650).toMillis();

  public static Index of(Ticket ticket, QueueDefinition queue, Instant now) {
    long waited = Duration.between(ticket.virtualAt(), now).toMillis();
    long bounded = Math.clamp(waited, 0, MAX_WAIT_MILLIS);
    long target = Math.max(1, queue.target().toMillis());
    return new Index(queue.weight(), bounded, target, queue.weight() * bounded * 1000 / target);
  }
}
