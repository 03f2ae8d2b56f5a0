package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Reply.Reason;
import io.threadline.routing.core.queue.Overflow;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks the hours, promises and limits of a queue as it is saved. */
final class QueueLimits {
  private QueueLimits() {}

  /** The first thing that is wrong; null if nothing is. */
  static @Nullable Reply wrong(State state, QueueDefinition queue) {
    if (queue.calendar() != null && state.calendar(queue.calendar()) == null) {
      return DefinitionFlow.unknownCalendar(queue.calendar());
    }
    if (queue.sla() != null) {
      for (Clock clock : Clock.values()) {
        Duration target = queue.sla().target(clock);
        if (target != null && !target.isPositive()) {
          return invalid(queue, clock + " target " + target + " must be positive");
        }
      }
    }
    if (queue.maxWait() != null && !queue.maxWait().isPositive()) {
      return invalid(queue, "maxWait " + queue.maxWait() + " must be positive");
    }
    return queue.overflow() == null ? null : wrong(state, queue, queue.overflow());
  }

  private static @Nullable Reply wrong(State state, QueueDefinition queue, Overflow overflow) {
    if (overflow.maxWait() == null && overflow.maxDepth() == null && !overflow.unstaffed()) {
      return invalid(queue, "overflow without maxWait, maxDepth or unstaffed: give one of them");
    }
    if (overflow.maxWait() != null && !overflow.maxWait().isPositive()) {
      return invalid(queue, "overflow maxWait " + overflow.maxWait() + " must be positive");
    }
    if (overflow.maxDepth() != null && overflow.maxDepth() < 1) {
      return invalid(queue, "overflow maxDepth " + overflow.maxDepth() + " must be 1 or more");
    }
    String next = overflow.toQueue();
    if (next == null) {
      return queue.calendar() == null
          ? invalid(queue, "overflow without a queue waits for opening hours: give a calendar")
          : null;
    }
    while (next != null) {
      QueueDefinition there = state.queue(next);
      if (next.equals(queue.name())) {
        return invalid(queue, "overflow leads back to itself: name another queue");
      }
      if (there == null) {
        return new Reply.Rejected(
            Reason.UNKNOWN_QUEUE, "queue '" + next + "' is not defined: PUT /api/queues/" + next);
      }
      next = there.overflow() == null ? null : there.overflow().toQueue();
    }
    return null;
  }

  private static Reply invalid(QueueDefinition queue, String detail) {
    return new Reply.Rejected(Reason.INVALID, "queue '" + queue.name() + "': " + detail);
  }
}
