package io.threadline.kpi.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Cell;
import io.threadline.kpi.core.measure.Dimensions;
import io.threadline.kpi.core.measure.Tally;
import io.threadline.kpi.core.window.Period;
import io.threadline.kpi.core.window.Slot;
import io.threadline.kpi.generate.Lives;
import io.threadline.kpi.generate.Memory;
import io.threadline.kpi.periodic.PeriodicJobs;
import io.threadline.kpi.recount.Mismatch;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.testkit.ServiceResources;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The mechanism on real PostgreSQL: every way of applying the events gives the same aggregates. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "kpi"))
class ProjectionTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(12);
  private static final Period EVER =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-06-01T00:00:00Z"));

  private final UUID tenant = UUID.randomUUID();
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Inject Projection projection;
  @Inject Rebuild rebuild;
  @Inject PeriodicJobs jobs;
  @Inject Catalogue catalogue;
  @Inject Transactions transactions;
  @Inject MeterRegistry registry;

  @Test
  void tensOfThousandsOfEventsInAnyOrderByTwoInstancesAreConfirmedByTheRecount() throws Exception {
    System.out.println("ProjectionTest seed " + seed);
    List<Envelope<Event>> events = Lives.of(random.nextLong(), 2_500, tenant, START, SPAN);
    List<Envelope<Event>> disturbed = new ArrayList<>(events);
    events.stream().filter(event -> random.nextInt(5) == 0).forEach(disturbed::add);
    Collections.shuffle(disturbed, random);
    assertThat(disturbed).hasSizeGreaterThan(30_000);

    int half = disturbed.size() / 2;
    together(
        () -> apply(disturbed.subList(0, half), 400),
        () -> apply(disturbed.subList(half, disturbed.size()), 300));

    assertThat(stored()).as("seed %s", seed).isEqualTo(expected(events));
    assertThat(recount(EVER)).as("seed %s", seed).isEmpty();
    Period day = new Period(START.plus(Duration.ofDays(4)), START.plus(Duration.ofDays(5)));
    assertThat(recount(day)).as("one day, seed %s", seed).isEmpty();
  }

  @Test
  void aSecondReplayOfEverythingChangesNothing() {
    List<Envelope<Event>> events = Lives.of(random.nextLong(), 100, tenant, START, SPAN);
    apply(events, 100);
    Map<Cell, List<Long>> once = stored();
    Collections.shuffle(events, random);
    apply(events, 77);
    assertThat(stored()).as("seed %s", seed).isEqualTo(once).isEqualTo(expected(events));
  }

  @Test
  void buildingTheAggregatesAnewGivesTheSame() {
    List<Envelope<Event>> events = Lives.of(random.nextLong(), 300, tenant, START, SPAN);
    apply(events, 500);
    transactions.inTenant(
        tenant,
        connection -> {
          rebuild.run(connection, tenant);
          return true;
        });
    assertThat(stored()).as("seed %s", seed).isEqualTo(expected(events));
    assertThat(recount(EVER)).isEmpty();
  }

  @Test
  void aCorruptedAggregateIsFoundAndCounted() {
    apply(Lives.of(random.nextLong(), 50, tenant, START, SPAN), 500);
    double before = mismatches();
    transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement corrupt =
              connection.prepareStatement(
                  "UPDATE aggregate SET count = count + 1 WHERE measure = 'contacts' AND slot ="
                      + " (SELECT min(slot) FROM aggregate WHERE measure = 'contacts')")) {
            return corrupt.executeUpdate();
          }
        });
    assertThat(recount(EVER)).isNotEmpty();
    assertThat(mismatches()).isGreaterThan(before);
  }

  @Test
  void aCorruptedHistogramIsFound() {
    apply(Lives.of(random.nextLong(), 50, tenant, START, SPAN), 500);
    transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement corrupt =
              connection.prepareStatement(
                  "UPDATE aggregate SET times = '\\x0101' WHERE measure = 'answered'")) {
            return corrupt.executeUpdate();
          }
        });
    assertThat(recount(EVER)).extracting(Mismatch::where).contains("answered p50.0");
  }

  private double mismatches() {
    return registry.get("threadline.kpi.recount.mismatch").counter().count();
  }

  private List<Mismatch> recount(Period period) {
    return transactions.inTenant(tenant, connection -> jobs.recount(connection, tenant, period));
  }

  private boolean apply(List<Envelope<Event>> events, int batch) {
    for (int from = 0; from < events.size(); from += batch) {
      List<Envelope<Event>> some = events.subList(from, Math.min(events.size(), from + batch));
      transactions.inTenant(
          tenant,
          connection -> {
            projection.apply(connection, tenant, some);
            return true;
          });
    }
    return true;
  }

  private static void together(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Boolean> done : threads.invokeAll(List.of(one, other))) {
        done.get();
      }
    }
  }

  private Map<Cell, List<Long>> expected(List<Envelope<Event>> events) {
    Map<Cell, List<Long>> expected = new TreeMap<>();
    Memory.aggregates(catalogue, events)
        .forEach((cell, tally) -> expected.put(cell, numbers(tally)));
    return expected;
  }

  private static List<Long> numbers(Tally tally) {
    return List.of(tally.count(), tally.totalMillis());
  }

  private Map<Cell, List<Long>> stored() {
    return transactions.inTenant(
        tenant,
        connection -> {
          Map<Cell, List<Long>> stored = new TreeMap<>();
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT measure, slot, channel, queue, agent, count, total_millis"
                          + " FROM aggregate WHERE count <> 0 OR total_millis <> 0");
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              Instant slot = Objects.requireNonNull(SqlArrays.instant(rows, "slot"));
              assertThat(Slot.floor(slot)).isEqualTo(slot);
              stored.put(
                  new Cell(
                      rows.getString(1),
                      slot,
                      new Dimensions(rows.getString(3), rows.getString(4), rows.getString(5))),
                  List.of(rows.getLong(6), rows.getLong(7)));
            }
          }
          return stored;
        });
  }
}
