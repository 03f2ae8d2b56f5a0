package io.threadline.contracts.business;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's contract ended.
 *
 * @param reason why the customer left, in the shop's words, where known
 */
public record SubscriptionEnded(
    String customerReference, String subscriptionId, @Nullable String reason, Instant at)
    implements BusinessEvent {}
