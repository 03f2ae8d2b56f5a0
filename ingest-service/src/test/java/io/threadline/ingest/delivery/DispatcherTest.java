package io.threadline.ingest.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Sender;
import io.threadline.ingest.delivery.core.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL: whatever stops between claim, call and record, nothing is sent twice. */
class DispatcherTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static DeliveryDatabase database;

  private final List<Dispatcher> started = new ArrayList<>();
  private final SendRequested request =
      DeliveryDatabase.request("01900000-0000-7000-8000-0000000000aa");

  /** A provider that takes everything, and does what the test says while it is asked. */
  private static final class Provider implements Sender {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Runnable meanwhile;

    Provider(Runnable meanwhile) {
      this.meanwhile = meanwhile;
    }

    @Override
    public String provider() {
      return DeliveryDatabase.PROVIDER;
    }

    @Override
    public Optional<Outcome.Failed> forbids(ChannelAccount account, SendRequested message) {
      return Optional.empty();
    }

    @Override
    public Outcome send(ChannelAccount account, SendRequested message) {
      taken.add(message.messageId().toString());
      meanwhile.run();
      return new Outcome.Sent("theirs-" + taken.size());
    }
  }

  @BeforeAll
  static void startDatabase() {
    database = DeliveryDatabase.start(folder.resolve("postgres"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.empty();
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Dispatcher dispatcher : started) {
      dispatcher.stop(new ShutdownEvent());
    }
  }

  @Test
  void aCallWhoseEndWasNotRecordedIsUncertainInTheNextLifeAndNotRepeated() throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    Provider provider = new Provider(() -> waitFor(killed));
    Dispatcher first = start("one", provider, TWO_MINUTES);
    database.add(request);
    await().atMost(SOON).until(() -> provider.taken.size() == 1);
    start("one", provider, TWO_MINUTES);
    awaitState("uncertain");
    // Were it only frozen, and not dead, its late word changes nothing.
    killed.countDown();
    first.stop(new ShutdownEvent());
    assertThat(database.state(request)).isEqualTo("uncertain");
    assertThat(provider.taken).hasSize(1);
    assertThat(database.reports(request)).containsExactly("uncertain");
  }

  @Test
  void withoutTheDatabaseNobodyIsCalledAndAfterwardsOnce() throws Exception {
    Provider provider = new Provider(() -> {});
    start("one", provider, TWO_MINUTES);
    try (Connection _ = database.lock("recipient")) {
      database.add(request);
      awaitState("sending");
      database.kill();
    }
    assertThat(provider.taken).isEmpty();
    database.restart();
    awaitState("sent");
    assertThat(provider.taken).hasSize(1);
    assertThat(database.reports(request)).containsExactly("sent");
  }

  @Test
  void whatCameOfACallIsRecordedWhenTheDatabaseIsBack() throws Exception {
    Provider provider = new Provider(() -> database.kill());
    start("one", provider, TWO_MINUTES);
    database.add(request);
    await().atMost(SOON).until(() -> !database.isAlive());
    database.restart();
    awaitState("sent");
    assertThat(provider.taken).hasSize(1);
    assertThat(database.reports(request)).containsExactly("sent");
  }

  @Test
  void aClaimThatRanOutBeforeTheCallIsNotCalled() throws Exception {
    Duration longestCall = Duration.ofMillis(200);
    Provider provider = new Provider(() -> {});
    Dispatcher slow = start("one", provider, longestCall);
    try (Connection lock = database.lock("recipient")) {
      database.add(request);
      awaitState("sending");
      await().atMost(SOON).until(() -> database.claimAge(request).compareTo(longestCall) > 0);
      start("two", provider, longestCall);
      awaitState("uncertain");
      lock.rollback();
    }
    slow.stop(new ShutdownEvent());
    assertThat(provider.taken).isEmpty();
    assertThat(database.reports(request)).containsExactly("uncertain");
  }

  @Test
  void aStopSendsWhatIsBeingClaimed() throws Exception {
    Provider provider = new Provider(() -> {});
    Dispatcher dispatcher = start("one", provider, TWO_MINUTES);
    Thread stopping;
    try (Connection lock = database.lock("delivery")) {
      database.add(lock, request);
      await().atMost(SOON).until(() -> database.isWaitingFor("delivery"));
      stopping = Thread.ofVirtual().start(() -> stopped(dispatcher));
      await()
          .atMost(SOON)
          .until(() ->
              EnumSet.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED)
                  .contains(stopping.getState()));
      lock.commit();
    }
    stopping.join();
    assertThat(database.state(request)).isEqualTo("sent");
    assertThat(provider.taken).hasSize(1);
  }

  @Test
  void onlyTheDatabasesClockMakesAClaimOld() throws Exception {
    SendRequested old = DeliveryDatabase.request("01900000-0000-7000-8000-0000000000bb");
    database.add(request);
    database.add(old);
    database.claimed(request, "another instance", Duration.ofMinutes(1));
    database.claimed(old, "another instance", Duration.ofMinutes(3));
    Provider provider = new Provider(() -> {});
    start("one", provider, TWO_MINUTES);
    await().atMost(SOON).until(() -> database.state(old).equals("uncertain"));
    assertThat(database.state(request)).isEqualTo("sending");
    assertThat(provider.taken).isEmpty();
  }

  private Dispatcher start(String instance, Provider provider, Duration longestCall)
      throws IOException {
    Dispatcher dispatcher =
        database.dispatcher(folder.resolve(instance), List.of(provider), longestCall);
    dispatcher.start(new StartupEvent());
    started.add(dispatcher);
    return dispatcher;
  }

  private void awaitState(String state) {
    await().atMost(SOON).until(() -> database.state(request), state::equals);
  }

  private static void stopped(Dispatcher dispatcher) {
    try {
      dispatcher.stop(new ShutdownEvent());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
