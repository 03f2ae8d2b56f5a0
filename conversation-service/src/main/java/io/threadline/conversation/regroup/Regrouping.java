package io.threadline.conversation.regroup;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Event;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.MessagesReattached.Reason;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.core.Details;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.details.DetailsStore;
import io.threadline.conversation.ticket.TicketLock;
import io.threadline.conversation.ticket.TicketLock.Held;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.conversation.ticket.TicketView;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.version.EntityVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages belong to which ticket, decided anew by an agent. Messages keep their places in
 * the thread; all of it stays within one conversation, whose lock is held.
 */
@ApplicationScoped
public class Regrouping {
  private static final int CREATED = 201;

  private static final String NAMED =
      """
      SELECT seq, direction, channel, channel_account_id, left(text, 2000) AS text FROM message
      WHERE conversation_id = ? AND seq = ANY (?) ORDER BY seq
      """;

  private static final String MOVE =
      """
      UPDATE message SET ticket_id = ? WHERE conversation_id = ? AND seq = ANY (?)
        AND ticket_id IS DISTINCT FROM ? RETURNING seq
      """;

  private static final String MOVE_ALL =
      """
      UPDATE message SET ticket_id = ? WHERE conversation_id = ? AND ticket_id = ? RETURNING seq
      """;

  @Inject Transactions transactions;
  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject Caller caller;

  private record Named(
      long seq, String direction, @Nullable Channel channel, @Nullable UUID account, String text) {}

  /** Makes a ticket of its own of some messages; it waits for an agent like a new one. */
  Answer split(UUID id, @Nullable String key, List<Long> seqs) {
    return creates.once(
        key,
        "split/" + id + '/' + seqs,
        (connection, tenant) -> {
          Held held = TicketLock.take(connection, id);
          Ticket source = held.ticket();
          List<Named> messages = named(connection, source.conversationId(), seqs);
          Instant now = Instant.now();
          Ticket made =
              Ticket.opened(
                  Ids.next(),
                  held.conversation(),
                  source.priority(),
                  origin(source, messages),
                  now);
          TicketStore.insert(connection, List.of(made));
          List<Event> events = new ArrayList<>();
          events.add(TicketEvents.opened(made, now));
          String text = String.join("\n", messages.stream().map(Named::text).toList());
          events.add(TicketEvents.requested(made, source.routed(), text, caller.login(), now));
          events.addAll(move(connection, made, seqs, Reason.SPLIT, now));
          publish(connection, tenant, events, now);
          return answers.of(CREATED, TicketView.find(connection, made.id(), caller.login()));
        });
  }

  private static Ticket.Origin origin(Ticket source, List<Named> messages) {
    for (Named message : messages) {
      Channel channel = message.channel();
      UUID account = message.account();
      if (message.direction().equals("inbound") && channel != null && account != null) {
        return new Ticket.Origin(channel, account);
      }
    }
    return source.origin();
  }

  /** Moves messages of the thread to a ticket. */
  TicketView attach(UUID id, List<Long> seqs) {
    UUID tenant = caller.tenant();
    return transactions.inTenant(
        tenant,
        connection -> {
          Ticket ticket = TicketLock.take(connection, id).ticket();
          refuseMerged(connection, id);
          named(connection, ticket.conversationId(), seqs);
          Instant now = Instant.now();
          publish(connection, tenant, move(connection, ticket, seqs, Reason.MOVED, now), now);
          return TicketView.find(connection, id, caller.login());
        });
  }

  /** Makes a ticket part of another one of the same conversation, and closes it. */
  TicketView merge(UUID id, @Nullable String ifMatch, UUID into) {
    UUID tenant = caller.tenant();
    return transactions.inTenant(
        tenant,
        connection -> {
          Ticket source = TicketLock.take(connection, id).ticket();
          Ticket target = target(connection, source, into);
          EntityVersion.require(ifMatch == null ? "*" : ifMatch, source.version());
          refuseMerged(connection, id);
          refuseMerged(connection, into);
          Instant now = Instant.now();
          List<Event> events = new ArrayList<>();
          List<Long> moved =
              Sql.list(
                  connection,
                  MOVE_ALL,
                  row -> row.getLong("seq"),
                  into,
                  source.conversationId(),
                  id);
          events.addAll(
              TicketEvents.reattached(
                  target, moved.stream().sorted().toList(), Reason.MERGED, me(), now));
          close(connection, source, into, now, events);
          publish(connection, tenant, events, now);
          return TicketView.find(connection, into, caller.login());
        });
  }

  private static Ticket target(Connection connection, Ticket source, UUID into)
      throws SQLException {
    Ticket target =
        TicketStore.find(connection, into).orElseThrow(() -> ApiException.notFound("ticket", into));
    if (into.equals(source.id()) || !target.conversationId().equals(source.conversationId())) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "tickets %s and %s are not two of one customer: merge the customers first"
              .formatted(source.id(), into));
    }
    if (!target.status().unsolved()) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "ticket %s is %s: reopen it first".formatted(into, Words.of(target.status())));
    }
    return target;
  }

  private void close(
      Connection connection, Ticket source, UUID into, Instant now, List<Event> events)
      throws SQLException {
    Ticket closed = source.with(TicketStatus.CLOSED);
    if (closed != source) {
      TicketStore.update(connection, List.of(closed));
      events.add(TicketEvents.statusChanged(source, closed, me(), now));
    }
    if (source.status().unsolved()) {
      events.add(
          new RequestWithdrawn(
              RoutingRequest.DEFAULT_POOL, source.id(), RequestWithdrawn.Reason.MERGED, now));
    }
    Details before = DetailsStore.find(connection, source.id()).orElse(Details.NONE);
    DetailsStore.update(connection, source.id(), before, before.mergedInto(into));
  }

  private static void refuseMerged(Connection connection, UUID id) throws SQLException {
    UUID other = DetailsStore.find(connection, id).orElse(Details.NONE).mergedInto();
    if (other != null) {
      throw new ApiException(
              ErrorCode.CONFLICT, "ticket " + id + " is part of ticket " + other + " now: use that")
          .with("mergedInto", other);
    }
  }

  private static List<Named> named(Connection connection, UUID conversation, List<Long> seqs)
      throws SQLException {
    List<Named> found =
        Sql.list(
            connection,
            NAMED,
            row ->
                new Named(
                    row.getLong("seq"),
                    Columns.text(row, "direction"),
                    Columns.channelOrNull(row, "channel"),
                    Columns.uuidOrNull(row, "channel_account_id"),
                    Columns.text(row, "text")),
            conversation,
            seqs);
    List<Long> missing = new ArrayList<>(seqs);
    found.forEach(message -> missing.remove(message.seq()));
    if (!missing.isEmpty()) {
      throw ApiException.invalid("seqs", missing, "the thread has no such messages");
    }
    return found;
  }

  private List<? extends Event> move(
      Connection connection, Ticket to, List<Long> seqs, Reason reason, Instant now)
      throws SQLException {
    List<Long> moved =
        Sql.list(
            connection,
            MOVE,
            row -> row.getLong("seq"),
            to.id(),
            to.conversationId(),
            seqs,
            to.id());
    return TicketEvents.reattached(to, moved.stream().sorted().toList(), reason, me(), now);
  }

  private void publish(
      Connection connection, UUID tenant, List<? extends Event> events, Instant now)
      throws SQLException {
    outbox.append(
        connection, events.stream().map(event -> envelopes.wrap(tenant, now, event)).toList());
  }

  private Author me() {
    return Author.agent(caller.login());
  }
}
