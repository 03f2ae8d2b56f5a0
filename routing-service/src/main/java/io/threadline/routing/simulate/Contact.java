package io.threadline.routing.simulate;

import io.threadline.routing.core.Input;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's request with all that is up to the people and not to the engine.
 *
 * @param number its place in the order of arrivals
 * @param traffic which of the scenario's traffic it is of
 * @param reaction from the offer to its acceptance; zero to accept within the same instant
 * @param handling from the acceptance to the end of the work; of one that is passed on, after that
 * @param wrapUp work after that, at most what the queue grants; null to let that run out
 * @param patience how long it waits before the customer leaves; null for one who stays
 */
public record Contact(
    long number,
    int traffic,
    Input.Enqueue request,
    Duration reaction,
    Duration handling,
    @Nullable Duration wrapUp,
    @Nullable Duration patience,
    Conduct conduct) {

  /** A request that everybody takes who is offered it, and works on to its end. */
  public Contact(
      long number,
      int traffic,
      Input.Enqueue request,
      Duration reaction,
      Duration handling,
      @Nullable Duration wrapUp,
      @Nullable Duration patience) {
    this(number, traffic, request, reaction, handling, wrapUp, patience, Conduct.PLAIN);
  }

  public UUID ticketId() {
    return request.ticketId();
  }
}
