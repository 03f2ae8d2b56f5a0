package io.threadline.routing.simulate;

import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays the people around an engine: customers arrive, wait and lose patience, agents accept what
 * they are offered, work on it and resolve it. The engine is the real one and is given nothing but
 * inputs; what it decides has its consequences, so the loop is closed.
 *
 * <p>The same occurrences give the same inputs. Time stands still while inputs are applied.
 */
public final class ClosedLoop {
  /** The engine keeps a list of what changed for a store; nobody stores it here. */
  private static final int CHANGES_KEPT = 1_000;

  private static final long EPOCH = 1;

  private final RoutingEngine engine;
  private final Listener listener;
  private final int waitingPlaces;
  private final boolean timers;
  private final PriorityQueue<Appointment> agenda = new PriorityQueue<>();
  private final Map<UUID, Visit> visits = new HashMap<>();
  private @Nullable BiConsumer<Stamp, Input> log;
  private long appointments;
  private int waiting;

  /**
   * @param engine configured, or to be configured by what happens
   * @param waitingPlaces how many may wait; a customer who finds them taken goes at once
   * @param timers true to let the engine's timers fire at their time, as they do under a writer;
   *     false where none of them decides anything: they then fire with the next input
   */
  public ClosedLoop(RoutingEngine engine, int waitingPlaces, boolean timers, Listener listener) {
    this.engine = engine;
    this.waitingPlaces = waitingPlaces;
    this.timers = timers;
    this.listener = listener;
  }

  /** Hands every input on as it is applied, as a log would record it. */
  public ClosedLoop loggedBy(BiConsumer<Stamp, Input> sink) {
    log = sink;
    return this;
  }

  /** A request on its way, from its arrival until routing is done with it. */
  private static final class Visit {
    final Contact contact;
    final Instant since;
    boolean waits = true;
    boolean served;
    @Nullable UUID offer;
    @Nullable String agent;

    /** How often each agent has refused it, and how often it was passed on. */
    final Map<String, Integer> refused = new HashMap<>();

    int passed;

    /** What its agent does next; earlier plans are void. */
    @Nullable Appointment plan;

    Visit(Contact contact, Instant since) {
      this.contact = contact;
      this.since = since;
    }
  }

  /** What somebody will do, unless it has become pointless by then. */
  private record Appointment(Instant at, long number, Visit visit, Deed deed)
      implements Comparable<Appointment> {
    @Override
    public int compareTo(Appointment other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private enum Deed {
    ACCEPT,
    DECLINE,
    PASS_ON,
    RESOLVE,
    END_WRAP_UP,
    LEAVE
  }

  /** Goes through the occurrences in the order of time until they end or it is enough. */
  public void play(Iterator<Occurrence> occurrences, BooleanSupplier enough) {
    Occurrence next = occurrences.hasNext() ? occurrences.next() : null;
    while (next != null && !enough.getAsBoolean()) {
      keepAppointments(next.at());
      switch (next) {
        case Occurrence.Arrives(Instant at, Contact contact) -> arrive(at, contact);
        case Occurrence.Happens(Instant at, Input input) -> apply(at, input);
      }
      next = occurrences.hasNext() ? occurrences.next() : null;
    }
  }

  /** Something from outside happens now. */
  public void happen(Instant at, Input input) {
    keepAppointments(at);
    apply(at, input);
  }

  /** Lets time pass until then: whatever is due before it is done. */
  public void keepAppointments(Instant until) {
    Appointment first = agenda.peek();
    while (first != null && !first.at().isAfter(until)) {
      agenda.remove();
      tickBefore(first.at());
      keep(first);
      first = agenda.peek();
    }
    tickBefore(until);
  }

  private void tickBefore(Instant at) {
    Instant due = timers ? engine.nextDue() : null;
    while (due != null && due.isBefore(at)) {
      apply(due.isBefore(engine.at()) ? engine.at() : due, new Input.Tick());
      // What the timer caused may have to be done before the next one.
      Appointment first = agenda.peek();
      if (first != null && first.at().isBefore(at)) {
        keepAppointments(first.at());
      }
      due = engine.nextDue();
    }
  }

  private void arrive(Instant at, Contact contact) {
    Visit visit = new Visit(contact, since(contact, at));
    Visit before = visits.put(contact.ticketId(), visit);
    waiting++;
    Outcome outcome = apply(at, contact.request());
    if (!(outcome.reply() instanceof Reply.Enqueued)) {
      setWaiting(visit, false);
      restore(contact.ticketId(), before);
      return;
    }
    listener.arrived(contact, at);
    if (visit.waits && waiting > waitingPlaces) {
      leave(at, visit, Listener.Departure.BLOCKED);
    } else if (contact.patience() != null && !visit.served) {
      agenda.add(new Appointment(at.plus(contact.patience()), appointments++, visit, Deed.LEAVE));
    }
  }

  private static Instant since(Contact contact, Instant at) {
    Instant asked = contact.request().requestedAt();
    return asked.isAfter(at) ? at : asked;
  }

  /** The engine had the ticket already: its visit goes on. */
  private void restore(UUID ticketId, @Nullable Visit before) {
    if (before == null) {
      visits.remove(ticketId);
    } else {
      visits.put(ticketId, before);
    }
  }

  /**
   * Takes up a request that the engine has had before, at the point where it is.
   *
   * @param at when it arrived, was offered, assigned or resolved: whichever was last
   */
  public void resume(Contact contact, Instant arrivedAt, Progress progress, Instant at) {
    Visit visit = new Visit(contact, since(contact, arrivedAt));
    visits.put(contact.ticketId(), visit);
    waiting++;
    setWaiting(visit, progress instanceof Progress.Waits);
    if (contact.patience() != null) {
      agenda.add(
          new Appointment(arrivedAt.plus(contact.patience()), appointments++, visit, Deed.LEAVE));
    }
    switch (progress) {
      case Progress.Waits _ -> {}
      case Progress.Offered(UUID offer, String agent) -> {
        visit.offer = offer;
        visit.agent = agent;
        plan(visit, Deed.ACCEPT, at.plus(contact.reaction()));
      }
      case Progress.Assigned(String agent) -> {
        visit.served = true;
        visit.agent = agent;
        work(visit, at);
      }
      case Progress.WrappedUp(String agent) -> {
        visit.served = true;
        visit.agent = agent;
        if (contact.wrapUp() != null) {
          plan(visit, Deed.END_WRAP_UP, at.plus(contact.wrapUp()));
        }
      }
    }
  }

  private void keep(Appointment due) {
    Visit visit = due.visit();
    UUID ticket = visit.contact.ticketId();
    if (due.deed() == Deed.LEAVE) {
      if (visits.get(ticket) == visit && !visit.served) {
        leave(due.at(), visit, Listener.Departure.ABANDONED);
      }
      return;
    }
    String agent = visit.agent;
    if (visit.plan != due || agent == null) {
      return;
    }
    switch (due.deed()) {
      case ACCEPT -> accept(due.at(), visit);
      case DECLINE -> {
        if (visit.offer != null) {
          apply(due.at(), new Input.Decline(visit.offer, agent));
        }
      }
      case PASS_ON -> passOn(due.at(), visit, agent);
      case RESOLVE -> {
        apply(due.at(), new Input.Complete(ticket, agent));
        Duration wrapUp = visit.contact.wrapUp();
        if (wrapUp != null && visits.get(ticket) == visit) {
          plan(visit, Deed.END_WRAP_UP, due.at().plus(wrapUp));
        }
      }
      case END_WRAP_UP -> apply(due.at(), new Input.WrapUpDone(ticket, agent));
      case LEAVE -> throw new IllegalStateException("leaving is no plan of an agent");
    }
  }

  private void accept(Instant at, Visit visit) {
    if (visit.offer != null && visit.agent != null) {
      apply(at, new Input.Accept(visit.offer, visit.agent));
    }
  }

  /** A target that does not suit the engine now is left aside, and the holder works on. */
  private void passOn(Instant at, Visit visit, String agent) {
    Conduct.Pass pass = visit.contact.conduct().passes().get(visit.passed++);
    Input transfer =
        new Input.Transfer(
            visit.contact.ticketId(),
            agent,
            pass.toQueue(),
            pass.toAgent(),
            false,
            pass.dropSkills());
    if (!(apply(at, transfer).reply() instanceof Reply.Transferred)) {
      work(visit, at);
    }
  }

  /** The holder works on it until it is passed on or resolved. */
  private void work(Visit visit, Instant from) {
    List<Conduct.Pass> passes = visit.contact.conduct().passes();
    if (visit.passed < passes.size()) {
      plan(visit, Deed.PASS_ON, from.plus(passes.get(visit.passed).handling()));
    } else {
      plan(visit, Deed.RESOLVE, from.plus(visit.contact.handling()));
    }
  }

  private void leave(Instant at, Visit visit, Listener.Departure departure) {
    listener.left(visit.contact, Duration.between(visit.since, at), departure);
    apply(at, new Input.Withdraw(visit.contact.ticketId(), RequestWithdrawn.Reason.ABANDONED));
  }

  private void plan(Visit visit, Deed deed, Instant at) {
    visit.plan = new Appointment(at, appointments++, visit, deed);
    agenda.add(visit.plan);
  }

  /** Applies an input and what agents do about it in the same instant. */
  private Outcome apply(Instant at, Input input) {
    Stamp stamp = new Stamp(engine.seq() + 1, EPOCH, at);
    if (log != null) {
      log.accept(stamp, input);
    }
    Outcome outcome = engine.apply(stamp, input);
    if (stamp.seq() % CHANGES_KEPT == 0) {
      engine.drainChanges();
    }
    List<Visit> answered = new ArrayList<>(1);
    for (RoutingEvent event : outcome.events()) {
      follow(event, answered);
      listener.told(event);
    }
    answered.forEach(visit -> accept(at, visit));
    return outcome;
  }

  private void follow(RoutingEvent event, List<Visit> answered) {
    switch (event) {
      case OfferMade offer when offer.consultId() == null -> {
        Visit visit = visits.get(offer.ticketId());
        if (visit != null) {
          offered(visit, offer, answered);
        }
      }
      case TicketAssigned assigned -> {
        Visit visit = visits.get(assigned.ticketId());
        if (visit != null) {
          begin(visit, assigned);
        }
      }
      case TicketQueued queued -> {
        Visit visit = visits.get(queued.ticketId());
        if (visit != null) {
          visit.offer = null;
          visit.agent = null;
          visit.plan = null;
          setWaiting(visit, true);
        }
      }
      case TicketReleased released -> forget(released.ticketId());
      default -> {
        // Nothing that anybody acts on.
      }
    }
  }

  private void offered(Visit visit, OfferMade offer, List<Visit> answered) {
    visit.offer = offer.offerId();
    visit.agent = offer.agent();
    visit.plan = null;
    setWaiting(visit, false);
    List<Conduct.Refusal> refusals =
        visit.contact.conduct().refusals().getOrDefault(offer.agent(), List.of());
    int before = visit.refused.merge(offer.agent(), 1, Integer::sum) - 1;
    if (before < refusals.size()) {
      Duration after = refusals.get(before).after();
      if (after != null) {
        plan(visit, Deed.DECLINE, offer.at().plus(after));
      }
    } else if (visit.contact.reaction().isZero()) {
      answered.add(visit);
    } else {
      plan(visit, Deed.ACCEPT, offer.at().plus(visit.contact.reaction()));
    }
  }

  private void begin(Visit visit, TicketAssigned assigned) {
    setWaiting(visit, false);
    visit.offer = null;
    visit.agent = assigned.agent();
    if (!visit.served) {
      visit.served = true;
      listener.served(
          visit.contact, assigned.agent(), Duration.between(visit.since, assigned.at()));
    }
    work(visit, assigned.at());
  }

  private void forget(UUID ticketId) {
    Visit visit = visits.remove(ticketId);
    if (visit != null) {
      setWaiting(visit, false);
    }
  }

  private void setWaiting(Visit visit, boolean waits) {
    if (visit.waits != waits) {
      visit.waits = waits;
      waiting += waits ? 1 : -1;
    }
  }
}
