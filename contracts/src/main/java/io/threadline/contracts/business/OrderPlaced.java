package io.threadline.contracts.business;

import java.time.Instant;

/** A customer bought something. */
public record OrderPlaced(String customerReference, String orderId, Money total, Instant at)
    implements BusinessEvent {}
