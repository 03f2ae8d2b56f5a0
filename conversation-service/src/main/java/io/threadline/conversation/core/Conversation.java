package io.threadline.conversation.core;

import io.threadline.contracts.Channel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a customer, over all channels, for ever.
 *
 * @param lastSeq the seq of its newest message; 0 when there is none
 * @param lastInbound the customer's newest message: where a reply goes
 * @param lastAgent who served the customer last: tried first for a new ticket
 */
public record Conversation(
    UUID id,
    UUID customerId,
    long lastSeq,
    @Nullable LastInbound lastInbound,
    @Nullable String lastAgent) {

  /** Where the customer wrote last. */
  public record LastInbound(long seq, Channel channel, UUID channelAccountId, String address) {}

  /** This conversation with one more message that is not the customer's. */
  public Conversation appended() {
    return new Conversation(id, customerId, lastSeq + 1, lastInbound, lastAgent);
  }

  /** This conversation, served by that agent. */
  public Conversation servedBy(String agent) {
    return new Conversation(id, customerId, lastSeq, lastInbound, agent);
  }

  /** This conversation with one more message of the customer. */
  public Conversation received(Channel channel, UUID channelAccountId, String address) {
    long seq = lastSeq + 1;
    return new Conversation(
        id, customerId, seq, new LastInbound(seq, channel, channelAccountId, address), lastAgent);
  }
}
