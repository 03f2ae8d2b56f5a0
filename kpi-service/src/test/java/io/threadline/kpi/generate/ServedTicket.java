package io.threadline.kpi.generate;

import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.Direction;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.contracts.conversation.TicketOpened;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A ticket as it should be: opened, taken, answered, delivered, solved. */
public final class ServedTicket {
  private final UUID id = Ids.next();
  private final UUID tenant;
  private final UUID customer;
  private final Channel channel;
  private final String agent;
  private final Instant at;
  private final Envelopes envelopes = new Envelopes("test", 0);
  private final List<Envelope<Event>> events = new ArrayList<>();
  private long seq;

  public ServedTicket(UUID tenant, UUID customer, Channel channel, String agent, Instant at) {
    this.tenant = tenant;
    this.customer = customer;
    this.channel = channel;
    this.agent = agent;
    this.at = at;
  }

  public UUID id() {
    return id;
  }

  /** Taken, answered and solved so many seconds after the opening. */
  public List<Envelope<Event>> events(int taken, int replied, int resolved) {
    add(at, new TicketOpened(customer, customer, id, channel, Priority.NORMAL, at));
    add(at, message(Author.CUSTOMER, at));
    add(
        at,
        new TicketQueued(
            position(),
            id,
            "general",
            "en",
            Priority.NORMAL,
            TicketQueued.Reason.REQUESTED,
            at,
            at));
    Instant then = at.plusSeconds(taken);
    add(then, new TicketAssigned(position(), id, agent, "general", at, then));
    then = at.plusSeconds(replied);
    MessageAppended reply = message(Author.agent(agent), then);
    add(then, reply);
    add(
        then,
        new DeliveryReported(
            reply.messageId(), customer, channel, DeliveryState.DELIVERED, null, null, null, then));
    then = at.plusSeconds(resolved);
    add(
        then,
        new TicketStatusChanged(
            customer,
            customer,
            id,
            TicketStatus.OPEN,
            TicketStatus.RESOLVED,
            Author.agent(agent),
            then));
    return events;
  }

  private MessageAppended message(Author author, Instant time) {
    Direction direction = author.agent() == null ? Direction.INBOUND : Direction.OUTBOUND;
    return new MessageAppended(
        customer,
        customer,
        id,
        Ids.next(),
        ++seq,
        direction,
        channel,
        author,
        null,
        "text",
        0,
        time);
  }

  private Position position() {
    return new Position("default", ++seq, 0, 1);
  }

  private void add(Instant time, Event event) {
    events.add(envelopes.wrap(tenant, time, event));
  }
}
