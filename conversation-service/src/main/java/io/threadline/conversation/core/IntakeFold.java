package io.threadline.conversation.core;

import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.conversation.core.Intake.Appended;
import io.threadline.conversation.core.Intake.Conflict;
import io.threadline.conversation.core.Intake.Plan;
import io.threadline.conversation.core.Intake.ProviderKey;
import io.threadline.conversation.core.Intake.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds a batch of customers' messages into their threads: repeats are left out, each message gets
 * the next seq of its conversation and its ticket. Pure: the same state, batch, time and ids give
 * the same plan.
 */
public final class IntakeFold {
  private final AttachRule rule;
  private final Supplier<UUID> ticketIds;
  private final State state;
  private final IntakeEvents events;
  private final Map<ProviderKey, String> stored;
  private final Map<UUID, Conversation> conversations = new LinkedHashMap<>();
  private final Map<UUID, TicketsOfOne> tickets = new LinkedHashMap<>();
  private final List<Appended> appended = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private int repeats;

  private IntakeFold(State state, AttachRule rule, Instant now, Supplier<UUID> ticketIds) {
    this.state = state;
    this.rule = rule;
    this.ticketIds = ticketIds;
    this.events = new IntakeEvents(now);
    this.stored = new HashMap<>(state.stored());
  }

  /**
   * @param batch in the order of acceptance; every sender is in {@code state}
   * @param now the time of status changes that the messages cause
   * @param ticketIds ids for new tickets
   */
  public static Plan plan(
      State state,
      List<MessageReceived> batch,
      AttachRule rule,
      Instant now,
      Supplier<UUID> ticketIds) {
    IntakeFold fold = new IntakeFold(state, rule, now, ticketIds);
    batch.forEach(fold::fold);
    return fold.result();
  }

  private void fold(MessageReceived message) {
    String known = stored.putIfAbsent(ProviderKey.of(message), message.contentHash());
    if (known == null) {
      append(message);
    } else if (known.equals(message.contentHash())) {
      repeats++;
    } else {
      conflicts.add(new Conflict(message, known));
    }
  }

  private void append(MessageReceived message) {
    Conversation before = conversation(message);
    Conversation after =
        before.received(message.channel(), message.channelAccountId(), message.address());
    conversations.put(after.id(), after);
    UUID ticketId = attach(after, message);
    appended.add(new Appended(after.id(), after.lastSeq(), message, ticketId));
    events.appended(after, message, ticketId);
  }

  private @Nullable UUID attach(Conversation conversation, MessageReceived message) {
    TicketsOfOne own = tickets(conversation.id());
    Set<UUID> referred = state.referred().getOrDefault(message.messageId(), Set.of());
    return switch (rule.decide(message, own.newestFirst(), referred)) {
      case Attach.Join(Ticket ticket, boolean wakes) -> {
        if (wakes) {
          own.change(events.woken(ticket, message));
        }
        yield ticket.id();
      }
      case Attach.Reopen(Ticket ticket) -> {
        own.change(events.reopened(conversation, ticket, message));
        yield ticket.id();
      }
      case Attach.Open open -> {
        Ticket.Origin origin = new Ticket.Origin(message.channel(), message.channelAccountId());
        Ticket ticket =
            Ticket.opened(
                ticketIds.get(), conversation, open.priority(), origin, message.receivedAt());
        own.open(ticket);
        events.opened(conversation, ticket, message);
        yield ticket.id();
      }
      case Attach.Aside _ -> null;
    };
  }

  private Conversation conversation(MessageReceived message) {
    Address sender = Address.of(message.channel(), message.address());
    UUID id = state.senders().get(sender);
    Conversation known = id == null ? null : conversations.get(id);
    Conversation loaded = id == null ? null : state.conversations().get(id);
    if (known == null && loaded == null) {
      throw new IllegalStateException(
          "message " + message.messageId() + ": its sender's conversation was not loaded");
    }
    return known != null ? known : Objects.requireNonNull(loaded);
  }

  private TicketsOfOne tickets(UUID conversationId) {
    return tickets.computeIfAbsent(
        conversationId, id -> new TicketsOfOne(state.tickets().getOrDefault(id, List.of())));
  }

  private Plan result() {
    return new Plan(
        List.copyOf(appended),
        List.copyOf(conversations.values()),
        tickets.values().stream().flatMap(own -> own.opened().stream()).toList(),
        tickets.values().stream().flatMap(own -> own.changed().stream()).toList(),
        events.inOrder(),
        List.copyOf(conflicts),
        repeats);
  }
}
