package io.threadline.routing.simulate.replay;

import io.threadline.routing.core.Snapshot;
import io.threadline.routing.simulate.Contact;
import io.threadline.routing.simulate.Occurrence;
import io.threadline.routing.simulate.Progress;
import io.threadline.routing.simulate.Workload;
import io.threadline.routing.simulate.replay.Recorder.Beginning;
import io.threadline.routing.simulate.replay.Recorder.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A period of a pool's log, taken apart into what people did and how it went.
 *
 * @param state at its beginning
 * @param workload at its beginning
 * @param resumed requests that were under way then
 * @param occurrences what came from outside during the period, in the order of time
 * @param targets by queue
 * @param figures how it went
 */
record Recording(
    Snapshot state,
    Workload workload,
    List<Resumed> resumed,
    List<Occurrence> occurrences,
    Map<String, Duration> targets,
    PeriodFigures figures) {

  /** A request under way when the period began. */
  record Resumed(Contact contact, Instant arrivedAt, Progress progress, Instant at) {}

  static Recording of(
      Beginning began,
      List<Episode> episodes,
      List<Logged> given,
      Map<String, Duration> targets,
      Instant from,
      Instant to) {
    Times times = new Times(to);
    began.underWay().forEach(each -> times.measured(each.episode()));
    episodes.forEach(times::measured);
    List<Resumed> resumed = new ArrayList<>();
    for (UnderWay each : began.underWay()) {
      resumed.add(resumed(each, times.contact(each.episode(), -1 - resumed.size())));
    }
    List<Occurrence> occurrences = new ArrayList<>();
    given.forEach(each -> occurrences.add(new Occurrence.Happens(each.stamp().at(), each.input())));
    for (Episode each : episodes) {
      Contact contact = times.contact(each, occurrences.size());
      occurrences.add(new Occurrence.Arrives(each.arrivedAt, contact));
    }
    occurrences.sort(Comparator.comparing(Occurrence::at));
    return new Recording(
        began.state(),
        began.workload(),
        List.copyOf(resumed),
        List.copyOf(occurrences),
        targets,
        began.count().figures(to));
  }

  private static Resumed resumed(UnderWay each, Contact contact) {
    Instant arrived = each.episode().arrivedAt;
    String agent = each.agent();
    if (agent != null && each.resolvedAt() != null) {
      return new Resumed(contact, arrived, new Progress.WrappedUp(agent), each.resolvedAt());
    }
    if (agent != null && each.assignedAt() != null) {
      return new Resumed(contact, arrived, new Progress.Assigned(agent), each.assignedAt());
    }
    if (agent != null && each.offer() != null && each.offeredAt() != null) {
      Progress offered = new Progress.Offered(each.offer(), agent);
      return new Resumed(contact, arrived, offered, each.offeredAt());
    }
    return new Resumed(contact, arrived, new Progress.Waits(), arrived);
  }

  /** The times that people took, measured or borrowed. */
  private static final class Times {
    private static final Duration NO_MEASURE = Duration.ofMinutes(5);

    private final Donors reactions = new Donors(Duration.ZERO);
    private final Donors handlings = new Donors(NO_MEASURE);
    private final Instant end;

    Times(Instant end) {
      this.end = end;
    }

    void measured(Episode episode) {
      String queue = episode.request.queue();
      if (episode.reaction != null) {
        reactions.measured(queue, episode.reaction);
      }
      Duration handling = episode.handling();
      if (handling != null) {
        handlings.measured(queue, handling);
      }
    }

    Contact contact(Episode episode, long number) {
      return new Contact(
          number,
          0,
          episode.request,
          reaction(episode),
          handling(episode),
          episode.wrapUp,
          episode.patience(),
          episode.conduct());
    }

    /** An offer that stood until the customer left, or the log ended, was slow to be accepted. */
    private Duration reaction(Episode episode) {
      if (episode.reaction != null) {
        return episode.reaction;
      }
      if (episode.firstAssignedAt != null) {
        return Duration.ZERO;
      }
      Duration borrowed = reactions.take(episode.request.queue());
      if (episode.offeredAt == null) {
        return borrowed;
      }
      Instant stood = episode.leftAt == null ? end : episode.leftAt;
      Duration least = Duration.between(episode.offeredAt, stood).plusMillis(1);
      return least.compareTo(borrowed) > 0 ? least : borrowed;
    }

    /** Of work that goes on when the log ends: at least what it has taken. */
    private Duration handling(Episode episode) {
      Duration measured = episode.handling();
      if (measured != null) {
        return measured;
      }
      Duration borrowed = handlings.take(episode.request.queue());
      @Nullable Instant assigned = episode.assignedAt;
      Duration taken = assigned == null ? Duration.ZERO : Duration.between(assigned, end);
      return taken.compareTo(borrowed) > 0 ? taken : borrowed;
    }
  }
}
