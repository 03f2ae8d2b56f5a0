package io.threadline.contracts.business;

import java.time.Instant;

/**
 * Money of an order went back to the customer.
 *
 * @param refund what went back, at most what the order cost
 */
public record OrderRefunded(String customerReference, String orderId, Money refund, Instant at)
    implements BusinessEvent {}
