package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A customer is to be forgotten: whoever keeps something that tells who they were erases it.
 *
 * @param customerIds the customer, and those who were merged into them
 * @param addressHashes hex of SHA-256 of {@code channel|address} for each address that was theirs
 */
public record CustomerErased(
    UUID conversationId,
    UUID customerId,
    List<UUID> customerIds,
    List<String> addressHashes,
    Instant at)
    implements ConversationEvent {

  public CustomerErased {
    customerIds = customerIds == null ? List.of() : List.copyOf(customerIds);
    addressHashes = addressHashes == null ? List.of() : List.copyOf(addressHashes);
  }
}
