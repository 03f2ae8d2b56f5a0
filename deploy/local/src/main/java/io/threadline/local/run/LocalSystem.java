package io.threadline.local.run;

import io.threadline.local.demo.DemoFile;
import io.threadline.local.demo.DemoSetUp;
import io.threadline.local.kafka.LocalKafka;
import io.threadline.local.postgres.LocalPostgres;
import io.threadline.local.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole system as child processes: PostgreSQL, Kafka, the four services, the gateway and the
 * provider simulators, each restarted when it dies, all ended by {@link #close()}.
 *
 * <p>The names of the children are {@code postgres}, {@code kafka}, {@code gateway}, {@code
 * ingest-service}, {@code routing-service}, {@code conversation-service}, {@code kpi-service} and
 * {@code simulators}; further instances of routing-service are {@code routing-service-2} and so on.
 */
public final class LocalSystem implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(180);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Options options;
  private final DataFolder data;
  private final DataClaim claim;
  private final Map<String, Child> children;
  private final Map<String, Duration> readyAfter = new LinkedHashMap<>();
  private final Probe probe = new Probe();
  private final Instant began = Instant.now();

  private LocalSystem(Options options, DataFolder data, DataClaim claim, List<Part> parts) {
    this.options = options;
    this.data = data;
    this.claim = claim;
    this.children =
        parts.stream()
            .map(part -> new Child(part, this::say))
            .collect(
                Collectors.toMap(
                    Child::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
  }

  /**
   * Starts the system and waits until it is ready.
   *
   * @throws RefusedException when it cannot start and the user can do something about it
   * @throws IllegalStateException when a part does not come up
   */
  public static LocalSystem start(Options options) {
    DataFolder data = new DataFolder(options.data());
    DataClaim claim = DataClaim.on(data);
    try {
      endLeftOvers(data);
      PortCheck.demand(options.offset(), options.routing());
      Secrets secrets = Secrets.open(data.secrets());
      Parts parts = new Parts(options, data, new Settings(options, data, secrets));
      LocalSystem system = new LocalSystem(options, data, claim, parts.all());
      system.bringUp(secrets);
      return system;
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /** The one origin. */
  public URI gateway() {
    return URI.create(Port.GATEWAY.url(options.offset()));
  }

  /** What {@code demo.json} says. */
  public DemoFile demo() {
    return DemoFile.read(data.demoFile())
        .orElseThrow(() -> new IllegalStateException("there is no " + data.demoFile()));
  }

  /** Where the run keeps its files. */
  public DataFolder data() {
    return data;
  }

  /** The shift of all ports. */
  public int offset() {
    return options.offset();
  }

  /** The names of all children. */
  public List<String> children() {
    return List.copyOf(children.keySet());
  }

  /** The process of a child, when it runs. */
  public @Nullable ProcessHandle process(String child) {
    return child(child).process();
  }

  /** Ends a child as kill -9 does; it is started again by itself. */
  public void kill(String child) {
    child(child).kill();
  }

  /** Ends a child as kill -9 does and keeps it down until {@link #release}. */
  public void hold(String child) {
    child(child).hold();
  }

  /** Starts a held child again. */
  public void release(String child) {
    child(child).release();
  }

  /** How often a child was started again since the run began. */
  public int restarts(String child) {
    return child(child).restarts();
  }

  /**
   * Waits until the gateway says that everything is ready.
   *
   * @throws IllegalStateException when it does not within that time
   */
  public void awaitReady(Duration limit) {
    await("the system", limit, () -> probe.isOk(gateway() + "/q/health/ready"));
  }

  /** Resident bytes of each child that runs. */
  public Map<String, Long> residentBytes() {
    Map<String, Long> bytes = new LinkedHashMap<>();
    children.forEach((name, child) -> {
      ProcessHandle process = child.process();
      bytes.put(name, process == null ? 0 : Memory.residentBytes(process));
    });
    return bytes;
  }

  /** How long after the start each child was ready. */
  public Map<String, Duration> readyAfter() {
    return Map.copyOf(readyAfter);
  }

  /**
   * Ends everything: the services first, so that they can finish on a living Kafka and database.
   */
  @Override
  public void close() {
    List<String> last = List.of("kafka", "postgres");
    List<Thread> threads =
        children.values().stream()
            .filter(child -> !last.contains(child.name()))
            .map(child -> Thread.ofVirtual().start(child::stop))
            .toList();
    threads.forEach(LocalSystem::join);
    last.forEach(name -> child(name).stop());
    delete();
    probe.close();
    claim.close();
  }

  private void bringUp(Secrets secrets) {
    delete();
    children.values().forEach(Child::begin);
    try {
      awaitStarted("postgres", () -> child("postgres").process() != null);
      awaitStarted("kafka", () -> child("kafka").process() != null);
      awaitStarted(Parts.GATEWAY, () -> probe.isOk(gateway() + "/q/health/live"));
      awaitStarted(
          Parts.SIMULATORS,
          () -> probe.isOk(Port.SIMULATORS.url(options.offset()) + "/sim/faults"));
      for (Instance instance : Instance.all(options.routing())) {
        String url = instance.url(options.offset()) + "/q/health/ready";
        awaitStarted(instance.name(), () -> probe.isOk(url));
      }
      new DemoSetUp(options, data, secrets, this::say).run();
      Files.writeString(data.setUpMarker(), "", StandardOpenOption.CREATE);
      awaitReady(Duration.ofSeconds(30));
      children.values().forEach(Child::systemWasReady);
      say("ready");
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("cannot write " + data.setUpMarker(), e);
    } catch (RuntimeException e) {
      // An interrupt asked for the end: it must not cut the clean stop short.
      boolean interrupted = Thread.interrupted();
      close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  private void awaitStarted(String name, BooleanSupplier ready) {
    await(name, START_LIMIT, ready);
    readyAfter.put(name, Duration.between(began, Instant.now()));
    say(name + " is up");
  }

  private void await(String what, Duration limit, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(limit);
    while (!condition.getAsBoolean()) {
      children.values().stream()
          .filter(child -> child.brokenBecause() != null)
          .findFirst()
          .ifPresent(this::failOn);
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%s was not ready within %d s: see the logs in %s"
                .formatted(what, limit.toSeconds(), data.root().resolve("logs")));
      }
      pause();
    }
  }

  private void failOn(Child child) {
    throw new IllegalStateException(
        "%s. Its log: %s".formatted(child.brokenBecause(), data.log(child.name())));
  }

  private void say(String line) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    options.progress().accept(String.format(Locale.ROOT, "[%5.1f s] %s", seconds, line));
  }

  private Child child(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalArgumentException(
          "no child is named '%s', they are %s".formatted(name, children.keySet()));
    }
    return child;
  }

  private void delete() {
    try {
      Files.deleteIfExists(data.setUpMarker());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + data.setUpMarker(), e);
    }
  }

  /** Ends what a run that was killed left behind: it would hold the ports. */
  private static void endLeftOvers(DataFolder data) {
    Instance.all(Options.MAX_ROUTING)
        .forEach(
            instance -> new PidFile(data.pid(instance.name())).endLeftOver(Duration.ofSeconds(5)));
    List.of(Parts.GATEWAY, Parts.SIMULATORS)
        .forEach(name -> new PidFile(data.pid(name)).endLeftOver(Duration.ofSeconds(5)));
    LocalKafka.endLeftOver(data.kafka());
    LocalPostgres.stopLeftOver(data.postgres());
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
