package io.threadline.conversation.ticket;

import io.threadline.contracts.Event;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.Details;
import io.threadline.conversation.core.FieldDefinition;
import io.threadline.conversation.core.StatusRule;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.details.DetailsStore;
import io.threadline.conversation.details.TicketFieldResource;
import io.threadline.conversation.setup.Item;
import io.threadline.conversation.setup.Setup;
import io.threadline.conversation.ticket.TicketLock.Held;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What agents do to a ticket, each in one transaction under the lock of the conversation. */
@ApplicationScoped
public class TicketChanges {
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

  @Inject Transactions transactions;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject Caller caller;
  @Inject Setup setup;

  /** A ticket with what is written on it. */
  private record Whole(Ticket ticket, Details details) {
    Whole with(Ticket next) {
      return new Whole(next, details);
    }

    Whole with(Details next) {
      return new Whole(ticket, next);
    }
  }

  /** Decides what a ticket becomes, and what happened by it. */
  @FunctionalInterface
  private interface Change {
    Whole apply(Whole before, Instant now, List<Event> events) throws SQLException;
  }

  /** Sets priority, status and details. */
  public TicketView patch(UUID id, @Nullable String ifMatch, @Nullable TicketPatch sent) {
    return transactions.inTenant(
        caller.tenant(), connection -> patch(connection, id, ifMatch, sent));
  }

  /** Sets priority, status and details, in the caller's transaction. */
  public TicketView patch(
      Connection connection, UUID id, @Nullable String ifMatch, @Nullable TicketPatch sent)
      throws SQLException {
    TicketPatch patch = Sent.body(sent);
    if (patch.isEmpty()) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, "the change is empty: send status, priority, tags or the like");
    }
    List<FieldDefinition> fields =
        patch.fields() == null
            ? List.of()
            : setup.all(connection, TicketFieldResource.FIELDS, caller.login()).stream()
                .map(Item::body)
                .toList();
    return change(
        connection,
        id,
        (before, now, events) -> {
          EntityVersion.require(ifMatch, before.ticket().version());
          Ticket prioritised = prioritise(before.ticket(), patch.priority(), now, events);
          return before
              .with(setStatus(prioritised, patch.status(), now, events))
              .with(patch.details().apply(before.details(), fields));
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
                ApiException.invalid(
                    "status", word, "send one of open, pending, on_hold, spam, abandoned"));
    return switch (StatusRule.set(ticket, wished)) {
      case StatusRule.Refused(String reason) -> throw new ApiException(ErrorCode.CONFLICT, reason);
      case StatusRule.Allowed(Ticket after) -> {
        if (after != ticket) {
          events.add(TicketEvents.statusChanged(ticket, after, me(), now));
          withdraw(after, now, events);
        }
        yield after;
      }
    };
  }

  private static void withdraw(Ticket ticket, Instant now, List<Event> events) {
    RequestWithdrawn.Reason reason =
        switch (ticket.status()) {
          case SPAM -> RequestWithdrawn.Reason.SPAM;
          case ABANDONED -> RequestWithdrawn.Reason.ABANDONED;
          case NEW, OPEN, PENDING, ON_HOLD, RESOLVED, CLOSED -> null;
        };
    if (reason != null) {
      events.add(new RequestWithdrawn(RoutingRequest.DEFAULT_POOL, ticket.id(), reason, now));
    }
  }

  /** Resolves a ticket; one that is resolved stays as it is. */
  public TicketView resolve(UUID id) {
    return transactions.inTenant(caller.tenant(), connection -> resolve(connection, id));
  }

  /** Resolves a ticket, in the caller's transaction. */
  public TicketView resolve(Connection connection, UUID id) throws SQLException {
    String agent = caller.login();
    return change(
        connection,
        id,
        (before, now, events) -> {
          Ticket ticket = before.ticket();
          if (ticket.status() == TicketStatus.RESOLVED) {
            return before;
          }
          refuseIfOver(ticket, "there is nothing to resolve");
          Ticket after = ticket.resolved(agent, now);
          events.add(TicketEvents.statusChanged(ticket, after, me(), now));
          events.add(new RequestCompleted(RoutingRequest.DEFAULT_POOL, id, agent, now));
          return before.with(after);
        });
  }

  /** Brings a ticket back; one that is open stays as it is. */
  public TicketView reopen(UUID id) {
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          Held held = TicketLock.take(connection, id);
          return change(
              connection,
              id,
              (before, now, events) -> {
                Ticket ticket = before.ticket();
                if (ticket.status().unsolved()) {
                  return before;
                }
                UUID other = before.details().mergedInto();
                if (other != null) {
                  throw new ApiException(
                          ErrorCode.CONFLICT,
                          "the ticket is part of ticket " + other + " now: reopen that one")
                      .with("mergedInto", other);
                }
                Ticket after = ticket.reopened();
                events.add(TicketEvents.statusChanged(ticket, after, me(), now));
                events.add(TicketEvents.requestedAgain(held.conversation(), after, now));
                return before.with(after);
              });
        });
  }

  /** Puts a ticket out of sight until a time, or until the customer writes. */
  public TicketView snooze(UUID id, @Nullable Instant until) {
    return change(
        id,
        (before, now, events) -> {
          if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE))) {
            throw ApiException.invalid(
                "until", until, "send an instant after now and within 366 days");
          }
          Ticket ticket = before.ticket();
          refuseIfOver(ticket, "there is nothing to snooze");
          Ticket after = ticket.with(TicketStatus.ON_HOLD);
          if (after != ticket) {
            events.add(TicketEvents.statusChanged(ticket, after, me(), now));
          }
          return before.with(after).with(before.details().snoozed(until));
        });
  }

  /** Brings a snoozed ticket back at once; one that is not snoozed stays as it is. */
  public TicketView wake(UUID id) {
    return change(
        id,
        (before, now, events) -> {
          if (before.details().snoozedUntil() == null) {
            return before;
          }
          Ticket after = before.ticket().with(TicketStatus.OPEN);
          events.add(TicketEvents.statusChanged(before.ticket(), after, me(), now));
          return before.with(after).with(before.details().snoozed(null));
        });
  }

  private static void refuseIfOver(Ticket ticket, String therefore) {
    if (!ticket.status().unsolved()) {
      throw new ApiException(
          ErrorCode.CONFLICT, "the ticket is " + Words.of(ticket.status()) + ": " + therefore);
    }
  }

  private Author me() {
    return Author.agent(caller.login());
  }

  private TicketView change(UUID id, Change change) {
    return transactions.inTenant(caller.tenant(), connection -> change(connection, id, change));
  }

  private TicketView change(Connection connection, UUID id, Change change) throws SQLException {
    Ticket ticket = TicketLock.take(connection, id).ticket();
    Whole before = new Whole(ticket, DetailsStore.find(connection, id).orElse(Details.NONE));
    Instant now = Instant.now();
    List<Event> events = new ArrayList<>();
    Whole after = change.apply(before, now, events);
    if (after.ticket() != ticket) {
      TicketStore.update(connection, List.of(after.ticket()));
    }
    if (!after.details().equals(before.details())) {
      DetailsStore.update(connection, id, before.details(), after.details());
      events.add(TicketEvents.detailsChanged(after.ticket(), after.details(), me(), now));
    }
    UUID tenant = caller.tenant();
    outbox.append(
        connection, events.stream().map(event -> envelopes.wrap(tenant, now, event)).toList());
    return TicketView.find(connection, id, caller.login());
  }
}
