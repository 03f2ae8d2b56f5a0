package io.threadline.routing.simulate.replay;

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
import io.threadline.routing.simulate.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  private @Nullable Beginning beginning;

  Recorder(String pool) {
    engine = new RoutingEngine(pool);
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

  Recording record(List<Logged> log, Instant from, Instant to) {
    for (Logged logged : log) {
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
      case OfferMade offer -> {
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
      case TicketQueued queued -> {
        Episode episode = open.get(queued.ticketId());
        if (episode != null) {
          episode.offer = null;
          episode.offeredAt = null;
          episode.agent = null;
          episode.assignedAt = null;
          episode.resolvedAt = null;
        }
      }
      case TicketReleased released -> open.remove(released.ticketId());
      default -> {
        // Of agents and of offers' ends, which the next event explains.
      }
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
