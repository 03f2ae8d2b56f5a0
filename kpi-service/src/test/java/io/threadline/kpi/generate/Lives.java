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
import io.threadline.contracts.routing.TicketReleased;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Lives of tickets: opened, queued, taken or abandoned, answered, resolved, reopened, spam; with
 * customers who come back on another channel, requeues, and routing writers that lost their lease.
 * The same seed gives the same events, in event order of each ticket.
 */
public final class Lives {
  private static final List<Channel> CHANNELS =
      List.of(Channel.SMS, Channel.WHATSAPP, Channel.EMAIL);
  private static final List<String> QUEUES = List.of("general", "billing", "technical");
  private static final String POOL = "default";

  private final Random random;
  private final UUID tenant;
  private final Instant start;
  private final Duration span;
  private final List<Envelope<Event>> events = new ArrayList<>();
  private long seq;

  private Lives(long seed, UUID tenant, Instant start, Duration span) {
    this.random = new Random(seed);
    this.tenant = tenant;
    this.start = start;
    this.span = span;
  }

  /** The events of that many tickets opened within the span. */
  public static List<Envelope<Event>> of(
      long seed, int tickets, UUID tenant, Instant start, Duration span) {
    Lives lives = new Lives(seed, tenant, start, span);
    List<UUID> customers = new ArrayList<>();
    for (int i = 0; i < Math.max(1, tickets / 3); i++) {
      customers.add(lives.id());
    }
    for (int i = 0; i < tickets; i++) {
      lives.live(customers.get(lives.random.nextInt(customers.size())));
    }
    return lives.events;
  }

  private void live(UUID customer) {
    Ticket ticket = new Ticket(customer, id(), CHANNELS.get(random.nextInt(CHANNELS.size())));
    Instant at = start.plusMillis(random.nextLong(span.toMillis()));
    add(at, new TicketOpened(customer, customer, ticket.id, ticket.channel, Priority.NORMAL, at));
    inbound(ticket, at);
    int fate = random.nextInt(100);
    if (fate < 4) {
      status(ticket, TicketStatus.NEW, TicketStatus.SPAM, Author.agent("agent1"), after(at, 600));
      return;
    }
    Instant waiting = after(at, 1);
    queued(ticket, waiting, waiting, TicketQueued.Reason.REQUESTED);
    if (fate < 12) {
      Instant left = after(waiting, 300);
      add(
          left,
          new TicketReleased(position(), ticket.id, null, TicketReleased.Reason.ABANDONED, left));
      status(ticket, TicketStatus.NEW, TicketStatus.ABANDONED, Author.BOT, left);
    } else if (fate < 90) {
      served(ticket, waiting);
    }
  }

  private void served(Ticket ticket, Instant waiting) {
    String agent = "agent" + (1 + random.nextInt(8));
    Instant taken = after(waiting, 240);
    if (random.nextInt(5) == 0) {
      Instant again = after(waiting, 60);
      queued(ticket, waiting, again, TicketQueued.Reason.DECLINED);
      taken = after(again, 240);
    }
    assigned(ticket, agent, waiting, taken);
    if (random.nextInt(15) == 0) {
      add(taken, message(ticket, Direction.OUTBOUND, Author.BOT, taken));
    }
    Instant at = after(taken, 900);
    outbound(ticket, agent, at);
    for (int i = random.nextInt(3); i > 0; i--) {
      at = after(at, 3_600);
      inbound(ticket, at);
      at = after(at, 1_800);
      outbound(ticket, agent, at);
    }
    if (random.nextInt(10) == 0) {
      return;
    }
    at = after(at, 7_200);
    status(ticket, TicketStatus.OPEN, TicketStatus.RESOLVED, Author.agent(agent), at);
    if (random.nextInt(6) == 0) {
      at = after(at, 400_000);
      inbound(ticket, at);
      status(ticket, TicketStatus.RESOLVED, TicketStatus.OPEN, Author.CUSTOMER, at);
      if (random.nextInt(3) > 0) {
        at = after(at, 40_000);
        status(ticket, TicketStatus.OPEN, TicketStatus.RESOLVED, Author.agent(agent), at);
      }
    }
    if (random.nextInt(4) == 0) {
      status(ticket, TicketStatus.RESOLVED, TicketStatus.CLOSED, Author.BOT, after(at, 500_000));
    }
  }

  /** One in twenty is said a second time, by a writer whose lease another had taken over. */
  private void assigned(Ticket ticket, String agent, Instant waiting, Instant at) {
    Position position = position();
    String queue = ticket.queue;
    add(at, new TicketAssigned(position, ticket.id, agent, queue, waiting, at));
    if (random.nextInt(20) == 0) {
      Position stale =
          new Position(POOL, position.seq() + random.nextInt(2), 0, position.epoch() - 1);
      Instant late = after(at, 5);
      add(late, new TicketAssigned(stale, ticket.id, "agent-stale", queue, waiting, late));
    }
  }

  private void queued(Ticket ticket, Instant since, Instant at, TicketQueued.Reason reason) {
    ticket.queue = QUEUES.get(random.nextInt(QUEUES.size()));
    add(
        at,
        new TicketQueued(
            position(), ticket.id, ticket.queue, "en", Priority.NORMAL, reason, since, at));
  }

  private void inbound(Ticket ticket, Instant at) {
    add(at, message(ticket, Direction.INBOUND, Author.CUSTOMER, at));
  }

  private void outbound(Ticket ticket, String agent, Instant at) {
    MessageAppended message = message(ticket, Direction.OUTBOUND, Author.agent(agent), at);
    add(at, message);
    Instant reported = at;
    for (DeliveryState state : List.of(DeliveryState.SENT, DeliveryState.DELIVERED)) {
      if (random.nextInt(8) == 0) {
        state = DeliveryState.FAILED;
      }
      reported = after(reported, 20);
      add(
          reported,
          new DeliveryReported(
              message.messageId(),
              ticket.customer,
              ticket.channel,
              state,
              null,
              null,
              null,
              reported));
    }
  }

  private MessageAppended message(Ticket ticket, Direction direction, Author author, Instant at) {
    return new MessageAppended(
        ticket.customer,
        ticket.customer,
        ticket.id,
        id(),
        ++seq,
        direction,
        ticket.channel,
        author,
        null,
        "text",
        0,
        at);
  }

  private void status(Ticket ticket, TicketStatus from, TicketStatus to, Author by, Instant at) {
    add(at, new TicketStatusChanged(ticket.customer, ticket.customer, ticket.id, from, to, by, at));
  }

  private void add(Instant at, Event event) {
    events.add(new Envelope<>(id(), tenant, "/threadline/test", at, null, event));
  }

  private Position position() {
    return new Position(POOL, ++seq, random.nextInt(2), 7);
  }

  private Instant after(Instant at, int seconds) {
    return at.plusMillis(1 + random.nextLong(seconds * 1_000L));
  }

  private UUID id() {
    return new UUID(
        (random.nextLong() & 0xffffffffffff0fffL) | 0x7000L,
        (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }

  private static final class Ticket {
    final UUID customer;
    final UUID id;
    final Channel channel;
    String queue = "general";

    Ticket(UUID customer, UUID id, Channel channel) {
      this.customer = customer;
      this.id = id;
      this.channel = channel;
    }
  }
}
