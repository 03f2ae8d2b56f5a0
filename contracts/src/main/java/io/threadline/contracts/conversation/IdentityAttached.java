package io.threadline.contracts.conversation;

import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.UUID;

/** An address was found to belong to the customer. */
public record IdentityAttached(
    UUID conversationId,
    UUID customerId,
    Channel channel,
    String address,
    Evidence evidence,
    Instant at)
    implements ConversationEvent {

  /** How sure we are that an address is the customer's. */
  public enum Evidence {
    /** An agent or the customer said so. */
    ATTESTED,
    /** Signed widget identity, one-time code, or the provider's own word. */
    VERIFIED,
    /** Alike only: suggested to the agent, never acted on. */
    GUESSED
  }
}
