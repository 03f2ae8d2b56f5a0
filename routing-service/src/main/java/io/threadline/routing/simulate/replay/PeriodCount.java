package io.threadline.routing.simulate.replay;

import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.simulate.Contact;
import io.threadline.routing.simulate.Listener;
import io.threadline.routing.simulate.Workload;
import io.threadline.routing.simulate.replay.PeriodFigures.QueueFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what becomes of the requests of a period, in the recording as in a replay. */
final class PeriodCount implements Listener {
  private final Instant from;
  private final Map<String, Duration> targets;
  private final SortedMap<String, Tally> queues = new TreeMap<>();
  private final Workload workload;

  /** Of one queue. */
  private static final class Tally {
    private int arrived;
    private int left;
    private int within;
    private final List<Duration> waits = new ArrayList<>();
  }

  /**
   * @param targets by queue, as they were recorded
   * @param workload that knows who is at work and holds what at the beginning
   */
  PeriodCount(Instant from, Map<String, Duration> targets, Workload workload) {
    this.from = from;
    this.targets = targets;
    this.workload = workload;
    workload.startAt(from);
  }

  private Tally tally(String queue) {
    return queues.computeIfAbsent(queue, _ -> new Tally());
  }

  void arrived(String queue, Instant at) {
    tally(queue).arrived += at.isBefore(from) ? 0 : 1;
  }

  void served(String queue, Instant arrivedAt, Duration wait) {
    if (!arrivedAt.isBefore(from)) {
      Tally tally = tally(queue);
      tally.waits.add(wait);
      Duration target = targets.getOrDefault(queue, Duration.ZERO);
      tally.within += wait.compareTo(target) <= 0 ? 1 : 0;
    }
  }

  void left(String queue, Instant arrivedAt) {
    tally(queue).left += arrivedAt.isBefore(from) ? 0 : 1;
  }

  @Override
  public void arrived(Contact contact, Instant at) {
    arrived(contact.request().queue(), at);
  }

  @Override
  public void served(Contact contact, String agent, Duration wait) {
    // One who was there before the period has a negative number.
    served(contact.request().queue(), contact.number() < 0 ? Instant.MIN : from, wait);
  }

  @Override
  public void left(Contact contact, Duration wait, Departure departure) {
    left(contact.request().queue(), contact.number() < 0 ? Instant.MIN : from);
  }

  @Override
  public void told(RoutingEvent event) {
    workload.told(event);
  }

  PeriodFigures figures(Instant until) {
    SortedMap<String, Double> occupancy = workload.occupancy(until);
    Tally all = new Tally();
    SortedMap<String, QueueFigures> byQueue = new TreeMap<>();
    queues.forEach((name, tally) -> {
      all.arrived += tally.arrived;
      all.left += tally.left;
      all.within += tally.within;
      all.waits.addAll(tally.waits);
      byQueue.put(name, figures(tally));
    });
    return new PeriodFigures(
        figures(all),
        byQueue,
        mean(occupancy.values()),
        spread(occupancy.values()),
        fairness(occupancy.values()),
        occupancy);
  }

  private static QueueFigures figures(Tally tally) {
    List<Duration> waits = tally.waits.stream().sorted().toList();
    double sum = waits.stream().mapToDouble(PeriodCount::seconds).sum();
    int rank = (int) Math.ceil(.95 * waits.size()) - 1;
    return new QueueFigures(
        tally.arrived,
        waits.size(),
        tally.left,
        waits.isEmpty() ? 0 : sum / waits.size(),
        waits.isEmpty() ? 0 : seconds(waits.get(rank)),
        tally.arrived == 0 ? 0 : tally.within / (double) tally.arrived);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double mean(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static double spread(Collection<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
  }

  /** Jain, Chiu, Hawe 1984, "A quantitative measure of fairness". */
  private static double fairness(Collection<Double> values) {
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    double squares = values.stream().mapToDouble(each -> each * each).sum();
    return squares == 0 ? 1 : sum * sum / (values.size() * squares);
  }
}
