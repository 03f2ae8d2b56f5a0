package io.threadline.conversation.core.merge;

import io.threadline.contracts.Channel;
import io.threadline.contracts.conversation.Direction;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Conversation.LastInbound;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message, as far as its place in a thread goes.
 *
 * @param home the customer whose it was before the first merge of the thread that holds it; null if
 *     it came afterwards
 * @param at when it was accepted or written
 */
public record Entry(
    UUID conversationId,
    long seq,
    @Nullable UUID home,
    Direction direction,
    @Nullable Route route,
    @Nullable UUID ticketId,
    @Nullable String agent,
    Instant at) {

  /** What it came by or left on. */
  public record Route(Channel channel, UUID channelAccountId, String address) {}

  /** The customer's address that it came from or went to; null for a note. */
  @Nullable Address address() {
    return route == null ? null : Address.of(route.channel(), route.address());
  }

  /**
   * The conversation whose messages these are now: who served it last follows from them too.
   *
   * @param thread the conversation before, of which id and customer stay
   * @param placed in the order of the thread
   */
  static Conversation thread(Conversation thread, Collection<Placed> placed) {
    long last = 0;
    LastInbound inbound = null;
    String agent = null;
    for (Placed each : placed) {
      Entry entry = each.entry();
      last = Math.max(last, each.seq());
      Route route = entry.route();
      if (entry.direction() == Direction.INBOUND && route != null) {
        inbound =
            new LastInbound(each.seq(), route.channel(), route.channelAccountId(), route.address());
      } else if (entry.direction() == Direction.OUTBOUND && entry.agent() != null) {
        agent = entry.agent();
      }
    }
    return new Conversation(thread.id(), thread.customerId(), last, inbound, agent);
  }
}
