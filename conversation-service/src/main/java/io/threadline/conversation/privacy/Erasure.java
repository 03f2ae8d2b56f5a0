package io.threadline.conversation.privacy;

import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.CustomerErased;
import io.threadline.contracts.conversation.MessagesErased;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.suggestion.LikenessIndex;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Forgets a customer, in the caller's transaction: names, addresses, texts and what was derived
 * from them are gone; who did what when, without saying of whom, stays, so that figures stay. What
 * others keep of the customer, they erase when they hear of it.
 */
final class Erasure {
  private final Outbox outbox;
  private final Envelopes envelopes;

  Erasure(Outbox outbox, Envelopes envelopes) {
    this.outbox = outbox;
    this.envelopes = envelopes;
  }

  /**
   * What was erased.
   *
   * @param customerIds the customer, and those who were merged into them
   */
  public record Erased(
      List<UUID> customerIds, int messages, int tickets, int addresses, Instant erasedAt) {}

  /**
   * Forgets a customer and all who were merged into them.
   *
   * @throws ApiException if there is no such customer, or a ticket of theirs is not solved
   */
  Erased erase(
      Connection connection,
      UUID tenant,
      UUID customer,
      String by,
      @Nullable String reason,
      Instant now)
      throws SQLException {
    UUID holder =
        ThreadReader.of(connection, customer)
            .orElseThrow(() -> ApiException.notFound("customer", customer))
            .customerId();
    Set<UUID> members = ErasureStore.members(connection, holder);
    List<ErasureStore.Owned> addresses = ErasureStore.lockAddresses(connection, members);
    Map<UUID, Conversation> locked =
        ConversationStore.lock(connection, ErasureStore.conversations(connection, members));
    if (!members.equals(ErasureStore.members(connection, holder))) {
      throw new ApiException(ErrorCode.CONFLICT, "the customer was merged just now: try again");
    }
    refuseIfUnsolved(connection, members);
    Conversation thread =
        locked.values().stream()
            .filter(each -> each.customerId().equals(holder))
            .findFirst()
            .orElseThrow();
    List<UUID> tickets = ErasureStore.tickets(connection, members);
    List<UUID> messages = ErasureStore.eraseMessages(connection, thread.id(), now);
    ErasureStore.eraseAround(connection, members, tickets, addresses);
    LikenessIndex.replace(connection, members, Map.of());
    ErasureStore.eraseCustomers(connection, members, now);
    Erased erased =
        new Erased(List.copyOf(members), messages.size(), tickets.size(), addresses.size(), now);
    publish(connection, tenant, thread, erased, messages, addresses);
    AuditLog.append(connection, tenant, now, act(holder, by, reason, erased));
    return erased;
  }

  private static AuditLog.Act act(UUID holder, String by, @Nullable String reason, Erased erased) {
    return new AuditLog.Act(
        by,
        "customer-erased",
        "customer",
        holder,
        Map.of(
            "customers", erased.customerIds(),
            "messages", erased.messages(),
            "addresses", erased.addresses()),
        reason);
  }

  private static void refuseIfUnsolved(Connection connection, Set<UUID> members)
      throws SQLException {
    List<UUID> unsolved = ErasureStore.unsolved(connection, members);
    if (!unsolved.isEmpty()) {
      throw new ApiException(
              ErrorCode.CONFLICT,
              "%d tickets of the customer are not solved: resolve them first"
                  .formatted(unsolved.size()))
          .with("ticketIds", unsolved);
    }
  }

  private void publish(
      Connection connection,
      UUID tenant,
      Conversation thread,
      Erased erased,
      List<UUID> messages,
      List<ErasureStore.Owned> addresses)
      throws SQLException {
    Instant now = erased.erasedAt();
    List<Event> events =
        new ArrayList<>(messagesErased(thread.id(), thread.customerId(), messages, now));
    List<String> hashes = addresses.stream().flatMap(owned -> owned.hashes().stream()).toList();
    events.add(
        new CustomerErased(thread.id(), thread.customerId(), erased.customerIds(), hashes, now));
    outbox.append(
        connection, events.stream().map(event -> envelopes.wrap(tenant, now, event)).toList());
  }

  /** Events that tell others to erase what they keep of messages. */
  static List<MessagesErased> messagesErased(
      UUID conversation, UUID customer, List<UUID> messages, Instant now) {
    List<MessagesErased> events = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += MessagesErased.MAX_MESSAGES) {
      int to = Math.min(messages.size(), from + MessagesErased.MAX_MESSAGES);
      events.add(new MessagesErased(conversation, customer, messages.subList(from, to), now));
    }
    return events;
  }
}
