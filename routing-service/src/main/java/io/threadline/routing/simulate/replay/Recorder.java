package io.threadline.routing.simulate.replay;

import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Snapshot;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import io.threadline.routing.simulate.Conduct;
import io.threadline.routing.simulate.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a log as it was, through the same engine, and measures what people did: how long an
 * agent took to accept and to handle, when a customer left.
 */
final class Recorder {
  private static final int CHANGES_KEPT = 1_000;

  private final RoutingEngine engine;
  private final Map<UUID, Episode> open = new HashMap<>();
  private final List<Episode> episodes = new ArrayList<>();
  private final List<Logged> given = new ArrayList<>();
  private final Map<String, Duration> targets = new HashMap<>();
  private final Workload before = new Workload();
  private final Map<UUID, Offer> offers = new HashMap<>();
  private @Nullable Beginning beginning;

  /**
   * Goes on from an engine: what it has is under way.
   *
   * @param engine as it was before the log's first input
   */
  Recorder(RoutingEngine engine) {
    this.engine = engine;
    for (Entity entity : engine.entities()) {
      switch (entity) {
        case QueueDefinition queue -> targets.put(queue.name(), queue.target());
        case Agent agent -> {
          if (agent.presence() != Presence.OFFLINE) {
            before.present(agent.login(), engine.at());
          }
        }
        case Offer offer -> offers.put(offer.id(), offer);
        default -> {
          // Tickets need the offers.
        }
      }
    }
    engine
        .entities()
        .forEach(entity -> {
          if (entity instanceof Ticket ticket && !ticket.forConsult()) {
            underWay(ticket);
          }
        });
  }

  /**
   * A ticket of which the log does not tell how it came here. Its holder's work counts from the
   * engine's time on, which leaves its end where it was.
   */
  private void underWay(Ticket ticket) {
    Episode episode =
        new Episode(
            new Input.Enqueue(
                ticket.id(),
                ticket.conversationId(),
                ticket.channel(),
                ticket.queue(),
                ticket.language(),
                ticket.priority(),
                null,
                false,
                ticket.enqueuedAt()),
            ticket.enqueuedAt());
    String agent = ticket.agent();
    Offer offer = ticket.offer() == null ? null : offers.get(ticket.offer());
    if (offer != null) {
      episode.offer = offer.id();
      episode.agent = offer.agent();
      episode.offeredAt = offer.madeAt();
    } else if (agent != null) {
      episode.agent = agent;
      episode.firstAssignedAt = engine.at();
      episode.assignedAt = engine.at();
      episode.resolvedAt = ticket.stage() == TicketStage.WRAPPING ? engine.at() : null;
      before.holds(ticket.id(), agent, engine.at());
    }
    open.put(ticket.id(), episode);
  }

  /** What was when the period began. */
  record Beginning(Snapshot state, Workload workload, List<UnderWay> underWay, PeriodCount count) {}

  /** A request that had come before the period, and how far it was. */
  record UnderWay(
      Episode episode,
      @Nullable UUID offer,
      @Nullable String agent,
      @Nullable Instant offeredAt,
      @Nullable Instant assignedAt,
      @Nullable Instant resolvedAt) {
    static UnderWay of(Episode episode) {
      return new UnderWay(
          episode,
          episode.offer,
          episode.agent,
          episode.offeredAt,
          episode.assignedAt,
          episode.resolvedAt);
    }
  }

  /**
   * Goes through the log.
   *
   * @param late asked now and then; true to give up
   * @return null if it was given up
   */
  @Nullable Recording record(List<Logged> log, Instant from, Instant to, BooleanSupplier late) {
    for (Logged logged : log) {
      if (logged.stamp().seq() % CHANGES_KEPT == 0 && late.getAsBoolean()) {
        return null;
      }
      if (!logged.stamp().at().isBefore(from)) {
        begin(from);
      }
      apply(logged.stamp(), logged.input());
    }
    Beginning began = begin(from);
    return Recording.of(began, episodes, given, Map.copyOf(targets), from, to);
  }

  /** The period begins: what is under way and in the state is kept. */
  private Beginning begin(Instant from) {
    Beginning began = beginning;
    if (began == null) {
      List<UnderWay> underWay =
          open.values().stream()
              .sorted(Comparator.comparing(Recorder::arrival))
              .map(UnderWay::of)
              .toList();
      underWay.forEach(each -> each.episode().forgetConduct());
      began =
          new Beginning(
              engine.snapshot(),
              before.copy(),
              underWay,
              new PeriodCount(from, targets, before.copy()));
      beginning = began;
    }
    return began;
  }

  private static Instant arrival(Episode episode) {
    return episode.arrivedAt;
  }

  private @Nullable PeriodCount count() {
    return beginning == null ? null : beginning.count();
  }

  private void apply(Stamp stamp, Input input) {
    if (input instanceof Input.QueueDefined defined) {
      targets.put(defined.queue().name(), defined.queue().target());
    }
    Episode arriving = null;
    if (input instanceof Input.Enqueue request) {
      arriving = new Episode(request, stamp.at());
    }
    Outcome outcome = engine.apply(stamp, input);
    if (stamp.seq() % CHANGES_KEPT == 0) {
      engine.drainChanges();
    }
    if (arriving != null && outcome.reply() instanceof Reply.Enqueued) {
      open.put(arriving.request.ticketId(), arriving);
      PeriodCount count = count();
      if (count != null) {
        episodes.add(arriving);
        count.arrived(arriving.request.queue(), stamp.at());
      }
    }
    if (input instanceof Input.Transfer pass && outcome.reply() instanceof Reply.Transferred) {
      passedOn(pass, stamp.at());
    }
    note(stamp.at(), input);
    outcome.events().forEach(this::follow);
    keepGiven(stamp, input);
  }

  /** What does not follow from decisions is given to the replay as it was. */
  private void keepGiven(Stamp stamp, Input input) {
    switch (input) {
      case Input.PoolConfigured _,
          Input.SkillDefined _,
          Input.AgentDefined _,
          Input.QueueDefined _,
          Input.PresenceSet _,
          Input.CalendarDefined _,
          Input.Heartbeat _,
          Input.ConnectionLost _ -> {
        if (beginning != null) {
          given.add(new Logged(stamp, input));
        }
      }
      default -> {
        // Measured, or the consequence of a decision.
      }
    }
  }

  private void passedOn(Input.Transfer pass, Instant at) {
    Episode episode = open.get(pass.ticketId());
    if (episode != null && episode.assignedAt != null) {
      episode.passes.add(
          new Conduct.Pass(
              Duration.between(episode.assignedAt, at),
              pass.toQueue(),
              pass.toAgent(),
              pass.dropSkills()));
    }
  }

  /** Only what its agent did: offers that were taken back are the engine's or a supervisor's. */
  private void refused(OfferEnded ended) {
    Episode episode = open.get(ended.ticketId());
    if (episode == null || episode.offeredAt == null) {
      return;
    }
    Duration after =
        ended.outcome() == OfferEnded.Outcome.DECLINED
            ? Duration.between(episode.offeredAt, ended.at())
            : null;
    episode
        .refusals
        .computeIfAbsent(ended.agent(), _ -> new ArrayList<>())
        .add(new Conduct.Refusal(after));
  }

  private void note(Instant at, Input input) {
    switch (input) {
      case Input.Complete done -> resolved(open.get(done.ticketId()), at);
      case Input.WrapUpDone done -> {
        Episode episode = open.get(done.ticketId());
        if (episode != null && episode.resolvedAt != null) {
          episode.wrapUp = Duration.between(episode.resolvedAt, at);
        }
      }
      case Input.Withdraw gone -> {
        Episode episode = open.get(gone.ticketId());
        if (episode != null && episode.firstAssignedAt == null) {
          episode.leftAt = at;
          PeriodCount count = count();
          if (count != null) {
            count.left(episode.request.queue(), episode.arrivedAt);
          }
        } else {
          resolved(episode, at);
        }
      }
      default -> {
        // Seen by its events.
      }
    }
  }

  private static void resolved(@Nullable Episode episode, Instant at) {
    if (episode != null && episode.assignedAt != null && episode.resolvedAt == null) {
      episode.resolvedAt = at;
    }
  }

  private void follow(RoutingEvent event) {
    PeriodCount count = count();
    if (count == null) {
      before.told(event);
    } else {
      count.told(event);
    }
    switch (event) {
      case OfferEnded ended
          when ended.consultId() == null
              && (ended.outcome() == OfferEnded.Outcome.DECLINED
                  || ended.outcome() == OfferEnded.Outcome.TIMED_OUT) ->
          refused(ended);
      case OfferMade offer when offer.consultId() == null -> {
        Episode episode = open.get(offer.ticketId());
        if (episode != null) {
          episode.offer = offer.offerId();
          episode.agent = offer.agent();
          episode.offeredAt = offer.at();
        }
      }
      case TicketAssigned assigned -> {
        Episode episode = open.get(assigned.ticketId());
        if (episode != null) {
          assigned(episode, assigned);
        }
      }
      case TicketQueued queued -> queued(open.get(queued.ticketId()));
      case TicketReleased released -> open.remove(released.ticketId());
      default -> {
        // Of agents and of offers' ends, which the next event explains.
      }
    }
  }

  private static void queued(@Nullable Episode episode) {
    if (episode != null) {
      episode.offer = null;
      episode.offeredAt = null;
      episode.agent = null;
      episode.assignedAt = null;
      episode.resolvedAt = null;
    }
  }

  private void assigned(Episode episode, TicketAssigned assigned) {
    if (episode.offeredAt != null) {
      episode.reaction = Duration.between(episode.offeredAt, assigned.at());
    }
    if (episode.firstAssignedAt == null) {
      episode.firstAssignedAt = assigned.at();
      PeriodCount count = count();
      if (count != null) {
        Duration wait = Duration.between(episode.since(), assigned.at());
        count.served(episode.request.queue(), episode.arrivedAt, wait);
      }
    }
    episode.offer = null;
    episode.offeredAt = null;
    episode.agent = assigned.agent();
    episode.assignedAt = assigned.at();
  }
}
