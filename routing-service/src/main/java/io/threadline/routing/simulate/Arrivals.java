package io.threadline.routing.simulate;

import io.threadline.routing.core.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The customers of a scenario in the order of their arrival, without end. Each kind of traffic and
 * each thing drawn has its own stream of numbers, and all of a customer is drawn at the arrival: so
 * the same seed sends the same customers through whatever is compared (common random numbers).
 */
final class Arrivals implements Iterator<Occurrence> {
  /** Real customers write over this; the simulated ones use what every pool has settings for. */
  static final String CHANNEL = "sms";

  private static final double MICROS = 1e6;

  private final Instant start;
  private final List<Source> sources = new ArrayList<>();
  private final PriorityQueue<Source> next = new PriorityQueue<>();
  private long number;

  Arrivals(List<Traffic> traffic, Instant start, long seed) {
    this.start = start;
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < traffic.size(); i++) {
      sources.add(new Source(i, traffic.get(i), seeds.split(), seeds.split(), seeds.split()));
    }
    sources.forEach(Source::advance);
    next.addAll(sources);
  }

  /** One kind of traffic: when its next customer comes. */
  private static final class Source implements Comparable<Source> {
    final int index;
    final Traffic traffic;
    final SplittableRandom gaps;
    final SplittableRandom handling;
    final SplittableRandom patience;
    final Distribution gap;
    double atMicros;

    Source(
        int index,
        Traffic traffic,
        SplittableRandom gaps,
        SplittableRandom handling,
        SplittableRandom patience) {
      this.index = index;
      this.traffic = traffic;
      this.gaps = gaps;
      this.handling = handling;
      this.patience = patience;
      this.gap = new Distribution.Exponential(3600 / traffic.arrivalsPerHour());
    }

    void advance() {
      atMicros += gap.draw(gaps) * MICROS;
    }

    @Override
    public int compareTo(Source other) {
      int byTime = Double.compare(atMicros, other.atMicros);
      return byTime != 0 ? byTime : Integer.compare(index, other.index);
    }
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Occurrence next() {
    Source source = next.remove();
    Instant at = start.plus(micros(source.atMicros / MICROS));
    Traffic traffic = source.traffic;
    UUID id = new UUID(0x7000L, Long.MIN_VALUE | number);
    Contact contact =
        new Contact(
            number,
            source.index,
            new Input.Enqueue(
                id, id, CHANNEL, traffic.queue(), null, traffic.priority(), null, false, at),
            Duration.ZERO,
            micros(traffic.handling().draw(source.handling)),
            null,
            traffic.patience() == null ? null : micros(traffic.patience().draw(source.patience)));
    number++;
    source.advance();
    next.add(source);
    return new Occurrence.Arrives(at, contact);
  }

  /** What the database keeps of a time: microseconds. */
  private static Duration micros(double seconds) {
    return Duration.ofNanos(Math.round(seconds * MICROS) * 1_000);
  }
}
