package io.threadline.contracts.conversation;

import io.threadline.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/** Events of {@code conversation.events}, in order per conversation. */
public sealed interface ConversationEvent extends Event
    permits MessageAppended,
        DeliveryChanged,
        IdentityAttached,
        IdentityDetached,
        CustomerChanged,
        CustomerErased,
        MessagesErased,
        CustomersMerged,
        CustomersUnmerged,
        TicketOpened,
        TicketRouted,
        TicketStatusChanged,
        TicketDetailsChanged,
        MessagesReattached,
        AgentNotified {

  UUID conversationId();

  UUID customerId();

  Instant at();

  @Override
  default String partitionKey() {
    return conversationId().toString();
  }
}
