package io.threadline.conversation.intake;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.conversation.attribute.AttributeStore;
import io.threadline.conversation.attribute.Attributes;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.AttachRule;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Intake;
import io.threadline.conversation.core.Intake.Caused;
import io.threadline.conversation.core.Intake.Plan;
import io.threadline.conversation.core.IntakeFold;
import io.threadline.conversation.core.Storable;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.inbox.BatchHandler;
import io.threadline.platform.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Puts a batch of customers' messages into their threads: a handful of statements, however many
 * messages there are.
 *
 * <p>Repeats are looked for after the conversations are locked, so a repeat that another instance
 * has just written is seen.
 */
public final class InboundBatch implements BatchHandler {
  private final AttachRule rule;
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final IntakeMetrics metrics;
  private final Clock clock;

  public InboundBatch(
      AttachRule rule, Outbox outbox, Envelopes envelopes, IntakeMetrics metrics, Clock clock) {
    this.rule = rule;
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<MessageReceived> batch = new ArrayList<>(events.size());
    Map<UUID, Envelope<Event>> causes = new HashMap<>();
    for (Envelope<Event> event : events) {
      if (event.data() instanceof MessageReceived message) {
        batch.add(Storable.message(message));
        causes.put(message.messageId(), event);
      }
    }
    if (batch.isEmpty()) {
      return;
    }
    Senders.Resolved senders = Senders.resolve(connection, batch);
    Plan plan = plan(connection, batch, senders);
    write(connection, plan);
    List<Envelope<Event>> published = new ArrayList<>();
    senders.events().forEach(caused -> published.add(wrap(tenant, caused, causes)));
    Map<UUID, Attributes> known = known(connection, plan);
    for (Caused caused : plan.events()) {
      published.add(wrap(tenant, informed(caused, known, causes), causes));
    }
    outbox.append(connection, published);
    metrics.folded(plan, clock.instant());
  }

  private Plan plan(Connection connection, List<MessageReceived> batch, Senders.Resolved resolved)
      throws SQLException {
    Map<Address, UUID> senders = resolved.conversations();
    Set<UUID> ids = resolved.epochs().keySet();
    Map<UUID, Conversation> conversations = ConversationStore.lock(connection, resolved.epochs());
    Intake.State state =
        new Intake.State(
            senders,
            conversations,
            TicketStore.joinable(connection, ids),
            KnownMessages.stored(connection, batch),
            KnownMessages.referred(connection, batch, senders));
    return IntakeFold.plan(state, batch, rule, clock.instant(), Ids::next);
  }

  private static void write(Connection connection, Plan plan) throws SQLException {
    ConversationStore.update(connection, plan.conversations());
    TicketStore.insert(connection, plan.opened());
    TicketStore.update(connection, plan.changed());
    MessageWriter.insert(connection, plan.appended());
  }

  /** What is known of the customers who need an agent. */
  private static Map<UUID, Attributes> known(Connection connection, Plan plan) throws SQLException {
    Set<UUID> customers = new HashSet<>();
    for (Caused caused : plan.events()) {
      if (caused.event() instanceof AgentRequested asked) {
        customers.add(asked.customerId());
      }
    }
    return AttributeStore.of(connection, customers);
  }

  private static Caused informed(
      Caused caused, Map<UUID, Attributes> known, Map<UUID, Envelope<Event>> causes) {
    if (!(caused.event() instanceof AgentRequested asked)) {
      return caused;
    }
    Attributes attributes = known.getOrDefault(asked.customerId(), Attributes.NONE);
    Envelope<Event> cause = causes.get(caused.messageId());
    MessageReceived message =
        cause != null && cause.data() instanceof MessageReceived received ? received : null;
    return new Caused(caused.messageId(), attributes.addedTo(asked, message));
  }

  /** The event goes on in the trace of the message that caused it. */
  private Envelope<Event> wrap(UUID tenant, Caused caused, Map<UUID, Envelope<Event>> causes) {
    Envelope<Event> envelope = envelopes.wrap(tenant, clock.instant(), caused.event());
    Envelope<Event> cause = causes.get(caused.messageId());
    return cause == null
        ? envelope
        : new Envelope<>(
            envelope.id(),
            tenant,
            envelope.source(),
            envelope.time(),
            cause.traceparent(),
            envelope.data());
  }
}
