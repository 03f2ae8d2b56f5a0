package io.threadline.conversation.search;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.ConversationEvent;
import io.threadline.contracts.conversation.CustomerChanged;
import io.threadline.contracts.conversation.CustomersMerged;
import io.threadline.contracts.conversation.CustomersUnmerged;
import io.threadline.contracts.conversation.IdentityAttached;
import io.threadline.contracts.conversation.IdentityDetached;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.contracts.conversation.MessagesReattached;
import io.threadline.platform.inbox.BatchHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps what is searched up to date with our events. */
public final class SearchBatch implements BatchHandler {

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<MessageAppended> messages = new ArrayList<>();
    Set<UUID> customers = new LinkedHashSet<>();
    Set<UUID> moved = new LinkedHashSet<>();
    for (Envelope<Event> event : events) {
      if (event.data() instanceof ConversationEvent happened) {
        take(happened, messages, customers, moved);
      }
    }
    SearchIndex.messages(connection, messages);
    SearchIndex.customers(connection, customers);
    SearchIndex.moved(connection, moved);
  }

  private static void take(
      ConversationEvent event,
      List<MessageAppended> messages,
      Set<UUID> customers,
      Set<UUID> moved) {
    switch (event) {
      case MessageAppended message -> messages.add(message);
      case IdentityAttached _, IdentityDetached _, CustomerChanged _ ->
          customers.add(event.customerId());
      case MessagesReattached _ -> moved.add(event.conversationId());
      case CustomersMerged merged -> {
        customers.add(merged.customerId());
        customers.add(merged.absorbedCustomerId());
        moved.add(merged.conversationId());
        moved.add(merged.absorbedConversationId());
      }
      case CustomersUnmerged unmerged -> {
        customers.add(unmerged.customerId());
        customers.add(unmerged.restoredCustomerId());
        moved.add(unmerged.conversationId());
        moved.add(unmerged.restoredConversationId());
      }
      default -> {}
    }
  }
}
