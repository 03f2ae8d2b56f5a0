package io.threadline.routing.simulate;

import java.time.Duration;

/** What became of the customers of one batch, by kind of traffic, and what they brought. */
public final class Batch {
  private static final double MICROS = 1e6;

  private final int[] arrived;
  private final int[] waited;
  private final int[] served;
  private final int[] withinTarget;
  private final int[] abandoned;
  private final int[] blocked;
  private final double[] waitSeconds;
  private double gapSeconds;
  private double handleSeconds;
  private double fastSeconds;
  private int fastWaited;
  private int fastLeft;

  Batch(int kinds) {
    arrived = new int[kinds];
    waited = new int[kinds];
    served = new int[kinds];
    withinTarget = new int[kinds];
    abandoned = new int[kinds];
    blocked = new int[kinds];
    waitSeconds = new double[kinds];
  }

  void arrived(Contact contact, double gap) {
    arrived[contact.traffic()]++;
    gapSeconds += gap;
    handleSeconds += seconds(contact.handling());
  }

  /** The same customer at the control's single fast server. */
  void atFastServer(FastServer.Fate fate) {
    fastSeconds += fate.seconds();
    fastWaited += fate.waited() ? 1 : 0;
    fastLeft += fate.left() ? 1 : 0;
  }

  void served(Contact contact, Duration wait, Duration target) {
    int kind = contact.traffic();
    served[kind]++;
    waitSeconds[kind] += seconds(wait);
    waited[kind] += wait.isPositive() ? 1 : 0;
    withinTarget[kind] += wait.compareTo(target) <= 0 ? 1 : 0;
  }

  void left(Contact contact, Listener.Departure departure) {
    int kind = contact.traffic();
    switch (departure) {
      case ABANDONED -> {
        abandoned[kind]++;
        waited[kind]++;
      }
      case BLOCKED -> blocked[kind]++;
    }
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e3 / MICROS;
  }

  /** Adds what became of the customers of another batch. */
  void plus(Batch other) {
    for (int kind = 0; kind < arrived.length; kind++) {
      arrived[kind] += other.arrived[kind];
      waited[kind] += other.waited[kind];
      served[kind] += other.served[kind];
      withinTarget[kind] += other.withinTarget[kind];
      abandoned[kind] += other.abandoned[kind];
      blocked[kind] += other.blocked[kind];
      waitSeconds[kind] += other.waitSeconds[kind];
    }
  }

  public int kinds() {
    return arrived.length;
  }

  public int arrived(int kind) {
    return arrived[kind];
  }

  public int withinTarget(int kind) {
    return withinTarget[kind];
  }

  public int abandoned(int kind) {
    return abandoned[kind];
  }

  public int arrived() {
    return sum(arrived);
  }

  /** Customers who found no free agent: those who were blocked aside. */
  public int waited() {
    return sum(waited);
  }

  public int served() {
    return sum(served);
  }

  public int withinTarget() {
    return sum(withinTarget);
  }

  public int abandoned() {
    return sum(abandoned);
  }

  public int blocked() {
    return sum(blocked);
  }

  /** Of those served. */
  public double waitSeconds() {
    double total = 0;
    for (double seconds : waitSeconds) {
      total += seconds;
    }
    return total;
  }

  double meanGap() {
    return gapSeconds / arrived();
  }

  double meanHandling() {
    return handleSeconds / arrived();
  }

  double meanFastSeconds() {
    return fastSeconds / arrived();
  }

  double fastWaitedShare() {
    return fastWaited / (double) arrived();
  }

  double fastLeftShare() {
    return fastLeft / (double) arrived();
  }

  private static int sum(int[] counts) {
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }
}
