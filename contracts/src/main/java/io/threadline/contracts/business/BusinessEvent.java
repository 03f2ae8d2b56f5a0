package io.threadline.contracts.business;

import io.threadline.contracts.Event;
import java.time.Instant;

/**
 * Events of {@code business.events}: facts of the shop, sent by it; nothing in the system invents
 * them.
 */
public sealed interface BusinessEvent extends Event
    permits OrderPlaced, OrderRefunded, SubscriptionEnded {

  /**
   * The shop's own reference of the customer: an address of any identity or the shop's customer
   * number.
   */
  String customerReference();

  Instant at();

  @Override
  default String partitionKey() {
    return customerReference();
  }
}
