package io.threadline.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.platform.id.Ids;
import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.engine.FaultyTransactions.Fault;
import io.threadline.routing.store.LogBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * Two instances write one pool in turn while agents accept, decline and finish, and the writer is
 * killed, frozen and cut off at every point of a commit, with clocks that jump an hour. The round
 * of faults is repeated for {@code threadline.chaos} (ISO duration); once without it.
 */
class FailoverTest {
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> AGENTS = List.of("ani", "bea", "carl", "dara");

  private final long seed = Long.getLong("threadline.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final PoolDatabase database = PoolDatabase.withPool(Ids.next());
  private final History history = new History();
  private final List<Instance> instances = Collections.synchronizedList(new ArrayList<>());
  private final Deque<String[]> seen = new ConcurrentLinkedDeque<>();
  private final List<Instance> all = new ArrayList<>();
  private volatile boolean working = true;

  @Test
  void everyAcceptIsLinearizableWhateverHappensToTheWriter() throws Exception {
    System.out.println("seed " + seed + ": repeat with -Dthreadline.seed=" + seed);
    start();
    start();
    team();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      callers.add(clients.submit(() -> repeat(this::enqueue)));
      callers.add(clients.submit(() -> repeat(this::complete)));
      for (int i = 0; i < 4; i++) {
        callers.add(clients.submit(() -> repeat(this::answerOffer)));
      }
      try {
        rounds(Duration.parse(System.getProperty("threadline.chaos", "PT0S")));
      } finally {
        working = false;
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    all.forEach(Instance::close);
    check();
  }

  private void rounds(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    do {
      round();
    } while (System.nanoTime() < end);
  }

  /** Every fault once, in an order of its own, and a planned handover. */
  private void round() {
    List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
    Collections.shuffle(faults, random);
    for (Fault fault : faults) {
      strike(fault);
    }
    writer().handOver();
    awaitProgress("handover");
  }

  private void strike(Fault fault) {
    Instance writer = writer();
    writer.faults().arm(fault);
    patiently().atMost(PATIENCE).until(() -> writer.faults().struck());
    long struck = System.nanoTime();
    awaitProgress(fault.name());
    System.out.printf("%s: goes on after %d ms%n", fault, (System.nanoTime() - struck) / 1_000_000);
    switch (fault) {
      case DIES_BEFORE, DIES_BEFORE_COMMIT, DIES_AFTER_COMMIT -> {
        instances.remove(writer);
        start();
      }
      case FREEZES_BEFORE, FREEZES_BEFORE_COMMIT -> {
        writer.faults().thaw();
        // The zombie must find out that it is one, and be of use again.
        patiently().atMost(PATIENCE).until(() -> !writer.writes() || writer == writer());
        instances.remove(writer);
        writer.close();
        start();
      }
      case LOSES_CONNECTION, LOSES_ANSWER -> assertThat(writer.faults().isDead()).isFalse();
    }
  }

  /** A crash ends threads; that is no news here. */
  private static ConditionFactory patiently() {
    return await().dontCatchUncaughtExceptions().pollInterval(Duration.ofMillis(10));
  }

  /** Calls made from now on are answered within the bound. */
  private void awaitProgress(String after) {
    int before = history.size();
    patiently().alias(after).atMost(RECOVERY).until(() -> history.size() > before + 10);
  }

  private Instance writer() {
    patiently().atMost(PATIENCE).until(() -> instances.stream().anyMatch(Instance::writes));
    return instances.stream().filter(Instance::writes).findFirst().orElseGet(this::writer);
  }

  /** A new instance, on a machine whose clock may be an hour off. */
  private void start() {
    JumpingClock clock = new JumpingClock();
    clock.jump(Duration.ofHours(random.nextInt(3) - 1));
    Instance instance =
        new Instance(
            database.key(), "instance-" + all.size(), PoolDatabase.source("routing_app"), clock);
    all.add(instance);
    instances.add(instance);
  }

  private void team() {
    for (String login : AGENTS) {
      Skills skills = new Skills(new TreeMap<>(Map.of("language:en", 10, "general", 5)));
      call(
          new Input.AgentDefined(
              new AgentDefinition(login, login, skills, 6, new TreeMap<>(Map.of()))));
      call(new Input.PresenceSet(login, Presence.READY));
    }
  }

  private void repeat(Runnable step) {
    while (working) {
      step.run();
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000, 6_000_000));
    }
  }

  private void enqueue() {
    if (database.rows("SELECT id FROM ticket WHERE stage = 'QUEUED' LIMIT 50").size() < 50) {
      UUID ticket = Ids.next();
      call(
          new Input.Enqueue(
              ticket, ticket, "sms", "general", "en", Priority.NORMAL, null, false, Instant.EPOCH));
    }
  }

  private void complete() {
    pick("SELECT id, agent FROM ticket WHERE stage = 'ASSIGNED' LIMIT 20")
        .ifPresent(row -> call(new Input.Complete(UUID.fromString(row[0]), row[1])));
  }

  private void answerOffer() {
    pick("SELECT id, agent FROM offer ORDER BY id DESC LIMIT 8")
        .or(() -> Optional.ofNullable(seen.peekFirst()))
        .ifPresent(row -> {
          UUID offer = UUID.fromString(row[0]);
          remember(row);
          int dice = ThreadLocalRandom.current().nextInt(10);
          String other = AGENTS.get(ThreadLocalRandom.current().nextInt(AGENTS.size()));
          call(
              dice < 7
                  ? new Input.Accept(offer, row[1])
                  : dice < 9 ? new Input.Decline(offer, row[1]) : new Input.Accept(offer, other));
        });
  }

  /** Offers that were there a moment ago are answered again, and by others. */
  private void remember(String[] row) {
    if (ThreadLocalRandom.current().nextBoolean()) {
      seen.addFirst(row);
    }
    if (seen.size() > 4) {
      seen.pollLast();
    }
    String[] again = seen.peekLast();
    if (again != null && ThreadLocalRandom.current().nextInt(4) == 0) {
      call(new Input.Accept(UUID.fromString(again[0]), again[1]));
    }
  }

  private Optional<String[]> pick(String sql) {
    List<String> rows = database.rows(sql);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(rows.get(ThreadLocalRandom.current().nextInt(rows.size())).split("\\|", -1));
  }

  /** Asks any instance, again and again under the same id, as a forwarding instance does. */
  private void call(Input input) {
    UUID id = Ids.next();
    long invoked = System.nanoTime();
    while (System.nanoTime() - invoked < PATIENCE.toNanos()) {
      for (Instance instance : List.copyOf(instances)) {
        Optional<Reply> reply = attempt(instance, id, input);
        if (reply.isPresent()) {
          history.add(new History.Call(id, input, invoked, System.nanoTime(), reply.get()));
          return;
        }
      }
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("nobody answered " + input + " within " + PATIENCE);
  }

  private static Optional<Reply> attempt(Instance instance, UUID id, Input input) {
    try {
      Optional<CompletableFuture<Reply>> answer = instance.submit(id, input);
      return answer.isEmpty()
          ? Optional.empty()
          : Optional.of(answer.get().get(300, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException | ApiException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void check() {
    Map<UUID, LogBatch.Entry> log = database.log();
    RoutingEngine replayed = new RoutingEngine(database.key().pool());
    history.check(log, replayed);
    assertThat(history.size()).isGreaterThan(80);
    assertThat(database.rows("SELECT state_hash FROM pool_lease"))
        .containsExactly(String.valueOf(replayed.stateHash()));
    assertThat(
            database.told().stream()
                .filter(OfferEnded.class::isInstance)
                .map(event -> ((OfferEnded) event).offerId()))
        .as("offers that ended")
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(log).hasSize((int) replayed.seq());
    assertThat(all.stream().mapToLong(instance -> instance.diverged.get()).sum()).isZero();
    assertThat(all.stream().mapToLong(instance -> instance.warmTakeovers.get()).sum()).isPositive();
    System.out.printf(
        "%d calls, %d inputs, %d warm takeovers, seed %d%n",
        history.size(),
        log.size(),
        all.stream().mapToLong(instance -> instance.warmTakeovers.get()).sum(),
        seed);
  }
}
