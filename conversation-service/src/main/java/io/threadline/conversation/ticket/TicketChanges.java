package io.threadline.conversation.ticket;

import io.threadline.contracts.Event;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.StatusRule;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.ticket.TicketLock.Held;
import io.threadline.conversation.ticket.TicketResource.TicketPatch;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
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

/** What agents do to tickets, each in one transaction under the lock of the conversation. */
@ApplicationScoped
public class TicketChanges {
  @Inject Transactions transactions;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject Caller caller;

  /** Decides what a ticket becomes, and what happened by it. */
  @FunctionalInterface
  private interface Change {
    Ticket apply(Held held, Instant now, List<Event> events);
  }

  /** Sets priority and status. */
  public Ticket patch(UUID id, @Nullable String ifMatch, @Nullable TicketPatch sent) {
    TicketPatch patch = Sent.body(sent);
    if (patch.status() == null && patch.priority() == null) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, "the change is empty: send status or priority");
    }
    return change(
        id,
        (held, now, events) -> {
          EntityVersion.require(ifMatch, held.ticket().version());
          Ticket prioritised = prioritise(held.ticket(), patch.priority(), now, events);
          return setStatus(prioritised, patch.status(), now, events);
        });
  }

  private static Ticket prioritise(
      Ticket ticket, @Nullable String word, Instant now, List<Event> events) {
    if (word == null) {
      return ticket;
    }
    Priority priority =
        Words.parse(Priority.class, word)
            .orElseThrow(() ->
                ApiException.invalid("priority", word, "send one of " + Words.all(Priority.class)));
    Ticket after = ticket.with(priority);
    if (after != ticket) {
      events.add(TicketEvents.routed(after, now));
    }
    return after;
  }

  private Ticket setStatus(Ticket ticket, @Nullable String word, Instant now, List<Event> events) {
    if (word == null) {
      return ticket;
    }
    TicketStatus wished =
        Words.parse(TicketStatus.class, word)
            .orElseThrow(() ->
                ApiException.invalid("status", word, "send one of open, pending, on_hold, spam"));
    return switch (StatusRule.set(ticket, wished)) {
      case StatusRule.Refused(String reason) -> throw new ApiException(ErrorCode.CONFLICT, reason);
      case StatusRule.Allowed(Ticket after) -> {
        if (after != ticket) {
          events.add(TicketEvents.statusChanged(ticket, after, Author.agent(caller.login()), now));
          if (wished == TicketStatus.SPAM) {
            events.add(
                new RequestWithdrawn(
                    RoutingRequest.DEFAULT_POOL, after.id(), RequestWithdrawn.Reason.SPAM, now));
          }
        }
        yield after;
      }
    };
  }

  /** Resolves a ticket; one that is resolved stays as it is. */
  public Ticket resolve(UUID id) {
    String agent = caller.login();
    return change(
        id,
        (held, now, events) -> {
          Ticket ticket = held.ticket();
          if (ticket.status() == TicketStatus.RESOLVED) {
            return ticket;
          }
          if (!ticket.status().unsolved()) {
            throw new ApiException(
                ErrorCode.CONFLICT,
                "the ticket is " + Words.of(ticket.status()) + ": there is nothing to resolve");
          }
          Ticket after = ticket.resolved(agent, now);
          events.add(TicketEvents.statusChanged(ticket, after, Author.agent(agent), now));
          events.add(new RequestCompleted(RoutingRequest.DEFAULT_POOL, id, agent, now));
          return after;
        });
  }

  /** Brings a ticket back; one that is open stays as it is. */
  public Ticket reopen(UUID id) {
    String agent = caller.login();
    return change(
        id,
        (held, now, events) -> {
          Ticket ticket = held.ticket();
          if (ticket.status().unsolved()) {
            return ticket;
          }
          Ticket after = ticket.reopened();
          events.add(TicketEvents.statusChanged(ticket, after, Author.agent(agent), now));
          events.add(TicketEvents.requestedAgain(held.conversation(), after, now));
          return after;
        });
  }

  private Ticket change(UUID id, Change change) {
    UUID tenant = caller.tenant();
    return transactions.inTenant(
        tenant,
        connection -> {
          Held held = TicketLock.take(connection, id);
          Instant now = Instant.now();
          List<Event> events = new ArrayList<>();
          Ticket after = change.apply(held, now, events);
          if (after != held.ticket()) {
            write(connection, tenant, after, now, events);
          }
          return after;
        });
  }

  private void write(
      Connection connection, UUID tenant, Ticket after, Instant now, List<Event> events)
      throws SQLException {
    TicketStore.update(connection, List.of(after));
    outbox.append(
        connection, events.stream().map(event -> envelopes.wrap(tenant, now, event)).toList());
  }
}
