package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules once more, written the slow and obvious way, over nothing but the entities. */
final class NaiveReference {
  private final Map<UUID, OfferMade> made = new HashMap<>();
  private final Set<UUID> ended = new HashSet<>();

  void check(State state, EngineSimulation.Entry entry) {
    Instant now = entry.stamp().at();
    for (RoutingEvent event : entry.outcome().events()) {
      event(state, event, now);
    }
    for (Agent agent : state.agents()) {
      ledger(state, agent);
    }
    for (Ticket ticket : state.tickets()) {
      ticket(state, ticket, now);
    }
    for (Offer offer : state.offers()) {
      offer(state, offer);
    }
    if (state.nextDue() != null) {
      assertThat(state.nextDue().at()).as("timer left behind").isAfter(now);
    }
  }

  /** Properties 2, 3, 7 and 9. */
  private void event(State state, RoutingEvent event, Instant now) {
    if (event instanceof OfferMade offer) {
      assertThat(made.put(offer.offerId(), offer)).as("offer id is used once").isNull();
      UUID routed = offer.consultId() == null ? offer.ticketId() : offer.consultId();
      Ticket ticket = state.ticket(routed);
      Agent agent = state.requireAgent(offer.agent());
      if (ticket != null && offer.offerId().equals(ticket.offer())) {
        check(satisfies(agent, ticket), "%s was offered %s", agent, ticket);
        Instant cooldown = ticket.cooldowns().get(agent.login());
        check(cooldown == null || !cooldown.isAfter(now), "%s cools down for %s", agent, ticket);
      }
    }
    if (event instanceof OfferEnded end) {
      assertThat(ended.add(end.offerId())).as("offer %s ends once", end.offerId()).isTrue();
      OfferMade offer = made.get(end.offerId());
      assertThat(offer).as("ended offer was made").isNotNull();
      if (end.outcome() == OfferEnded.Outcome.TIMED_OUT) {
        assertThat(now).as("timer early").isAfterOrEqualTo(offer.expiresAt());
      }
    }
  }

  /** Property 1: the ledger is the sum of what the tickets hold, within the capacity. */
  private static void ledger(State state, Agent agent) {
    int primary = 0;
    int interruptible = 0;
    int held = 0;
    int exclusive = 0;
    for (Ticket ticket : state.tickets()) {
      if (ticket.hold() != null && agent.login().equals(ticket.agent())) {
        held++;
        exclusive += ticket.hold().ledger() == Ledger.EXCLUSIVE ? 1 : 0;
        primary += ticket.hold().ledger() == Ledger.PRIMARY ? ticket.hold().weight() : 0;
        interruptible +=
            ticket.hold().ledger() == Ledger.INTERRUPTIBLE ? ticket.hold().weight() : 0;
      }
    }
    assertThat(state.load(agent.login()).primary()).isEqualTo(primary);
    assertThat(state.load(agent.login()).interruptible()).isEqualTo(interruptible);
    assertThat(state.load(agent.login()).tickets()).isEqualTo(held);
    check(exclusive == 0 || (exclusive == 1 && primary == 0), "%s is not alone", agent);
    assertThat(primary).isLessThanOrEqualTo(agent.definition().capacity());
    assertThat(interruptible).isLessThanOrEqualTo(agent.definition().capacity());
  }

  /** Properties 3, 4 and 8. */
  private static void ticket(State state, Ticket ticket, Instant now) {
    consult(state, ticket);
    switch (ticket.stage()) {
      case QUEUED -> {
        for (Agent agent : state.agents()) {
          boolean taken = mayTake(state, agent, ticket, now);
          check(!taken, "%s waits although %s may take it", ticket, agent);
        }
      }
      case OFFERED -> {
        Offer offer = state.offer(Objects.requireNonNull(ticket.offer()));
        assertThat(offer).isNotNull();
        assertThat(offer.pending()).isTrue();
        assertThat(offer.agent()).isEqualTo(ticket.agent());
        assertThat(state.requireAgent(offer.agent()).presence()).isEqualTo(Presence.READY);
      }
      case DEFERRED -> assertThat(ticket.until()).isAfter(now);
      case ASSIGNED -> assertThat(ticket.agent()).isNotNull();
      case WRAPPING -> assertThat(ticket.until()).isAfter(now);
    }
  }

  /** A ticket has a holder while it has a consult, and the two know each other. */
  private static void consult(State state, Ticket ticket) {
    Ticket.Consult consult = ticket.consult();
    if (consult == null) {
      return;
    }
    Ticket subject = state.ticket(consult.ticketId());
    Ticket asked = state.ticket(consult.consultId());
    check(subject != null && asked != null, "%s is left of its consult", ticket);
    check(consult.equals(Objects.requireNonNull(subject).consult()), "%s, %s", subject, ticket);
    check(consult.equals(Objects.requireNonNull(asked).consult()), "%s, %s", asked, ticket);
    check(subject.stage() == TicketStage.ASSIGNED, "%s has a consult and no holder", subject);
    check(consult.owner().equals(subject.agent()), "%s asked, not the holder", subject);
    check(!consult.owner().equals(asked.agent()), "%s consults its own holder", subject);
  }

  /** Property 3: a pending offer is the one its ticket names. */
  private static void offer(State state, Offer offer) {
    Ticket ticket = state.ticket(offer.ticketId());
    boolean named = ticket != null && offer.id().equals(ticket.offer());
    check(!offer.pending() || named, "%s is pending, its ticket is %s", offer, ticket);
  }

  /** Says what is wrong only when it is: this runs a million times. */
  private static void check(boolean holds, String message, @Nullable Object... values) {
    if (!holds) {
      throw new AssertionError(message.formatted(values));
    }
  }

  private static boolean satisfies(Agent agent, Ticket ticket) {
    boolean speaks =
        ticket.language() == null
            || agent.definition().skills().level(Skills.language(ticket.language())) > 0;
    return speaks && ticket.activeStep().expr().test(agent.login(), agent.definition().skills());
  }

  private static boolean mayTake(State state, Agent agent, Ticket ticket, Instant now) {
    if (agent.presence() != Presence.READY || !satisfies(agent, ticket)) {
      return false;
    }
    Instant cooldown = ticket.cooldowns().get(agent.login());
    boolean cooling = cooldown != null && cooldown.isAfter(now);
    boolean ramping = agent.rampEndsAt() != null && agent.rampOffers() >= 20;
    return !cooling && !ramping && fits(state, agent, ticket);
  }

  private static boolean fits(State state, Agent agent, Ticket ticket) {
    int primary = 0;
    int all = 0;
    int sameChannel = 0;
    boolean exclusive = false;
    for (Ticket other : state.tickets()) {
      if (other.hold() != null && agent.login().equals(other.agent())) {
        exclusive |= other.hold().ledger() == Ledger.EXCLUSIVE;
        primary += other.hold().ledger() == Ledger.PRIMARY ? other.hold().weight() : 0;
        all += other.hold().ledger() == Ledger.EXCLUSIVE ? 0 : other.hold().weight();
        sameChannel += other.channel().equals(ticket.channel()) ? 1 : 0;
      }
    }
    ChannelPolicy policy = state.settings().channel(ticket.channel());
    var own = agent.definition().channels().get(ticket.channel());
    int weight = own == null ? policy.weight() : own.weight();
    int maximum = own == null ? policy.maximum() : own.maximum();
    int capacity = agent.definition().capacity();
    boolean room =
        switch (policy.ledger()) {
          case PRIMARY -> primary + weight <= capacity;
          case INTERRUPTIBLE -> all + weight <= capacity;
          case EXCLUSIVE -> primary == 0;
        };
    return room && !exclusive && sameChannel < maximum;
  }
}
