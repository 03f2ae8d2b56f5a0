package io.threadline.conversation.delivery;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.DeliveryChanged;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Delivery;
import io.threadline.conversation.delivery.DeliveryStore.SentMessage;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.inbox.BatchHandler;
import io.threadline.platform.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Applies delivery reports to messages by rank, under the locks of their conversations. */
public final class DeliveryBatch implements BatchHandler {
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Clock clock;

  public DeliveryBatch(Outbox outbox, Envelopes envelopes, Clock clock) {
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.clock = clock;
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<DeliveryReported> reports = reports(events);
    if (reports.isEmpty()) {
      return;
    }
    Set<UUID> ids = reports.stream().map(DeliveryReported::messageId).collect(Collectors.toSet());
    // A report names the conversation that the message left from; merges may have moved it since.
    Map<UUID, SentMessage> found = DeliveryStore.byId(connection, ids);
    Map<UUID, Conversation> conversations =
        ConversationStore.lock(
            connection,
            found.values().stream().map(SentMessage::conversationId).collect(Collectors.toSet()));
    Map<UUID, SentMessage> sent = DeliveryStore.byId(connection, found.keySet());
    Map<UUID, SentMessage> changed = new LinkedHashMap<>();
    List<Envelope<Event>> published = new ArrayList<>();
    for (DeliveryReported report : reports) {
      SentMessage before = changed.getOrDefault(report.messageId(), sent.get(report.messageId()));
      if (before == null) {
        continue;
      }
      Conversation thread = conversations.get(before.conversationId());
      if (thread == null) {
        throw SqlStates.tryAgain("message " + before.id() + " is in another conversation now");
      }
      SentMessage after = before.with(before.delivery().after(report));
      if (!after.equals(before)) {
        changed.put(after.id(), after);
      }
      if (after.delivery().state() != before.delivery().state()) {
        published.add(envelopes.wrap(tenant, clock.instant(), changedEvent(thread, after, report)));
      }
    }
    DeliveryStore.update(connection, changed.values());
    outbox.append(connection, published);
  }

  private static List<DeliveryReported> reports(List<Envelope<Event>> events) {
    List<DeliveryReported> reports = new ArrayList<>();
    for (Envelope<Event> event : events) {
      if (event.data() instanceof DeliveryReported report) {
        reports.add(report);
      }
    }
    return reports;
  }

  private static DeliveryChanged changedEvent(
      Conversation thread, SentMessage message, DeliveryReported report) {
    Delivery delivery = message.delivery();
    return new DeliveryChanged(
        thread.id(),
        thread.customerId(),
        message.id(),
        message.seq(),
        delivery.state(),
        delivery.reason(),
        report.at());
  }
}
