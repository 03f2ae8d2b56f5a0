package io.threadline.systemtests;

import static org.awaitility.Awaitility.await;

import io.threadline.local.run.LocalSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Kills a random part every few seconds while customers write. Half a minute in the normal suite;
 * {@code ./threadline chaos} takes the time from {@code -Dthreadline.chaos=PT10M} and a seed to
 * repeat from {@code -Dthreadline.seed=N}.
 */
class ChaosTest {
  private static final Duration LONG = Duration.ofSeconds(120);

  private final LocalSystem system = RunningSystem.get();

  @Test
  void nothingAcknowledgedIsLostDoubledOrOutOfOrder() throws Exception {
    long seed = Long.getLong("threadline.seed", new Random().nextLong());
    Duration length = Duration.parse(System.getProperty("threadline.chaos", "PT30S"));
    System.out.printf("chaos: %s, seed %d%n", length, seed);
    Campaign campaign = new Campaign(new Webhooks(system), new Desk(system), "+1415552");
    Instant end = Instant.now().plus(length);
    Thread killer = Thread.ofVirtual().start(() -> kill(new Random(seed), end));
    campaign.writeWhile(8, () -> Instant.now().isBefore(end));
    killer.join();
    system.awaitReady(LONG);
    campaign.check("chaos");
  }

  /** One part after the other, each when the system has come back from the one before. */
  private void kill(Random random, Instant end) {
    List<String> parts =
        system.children().stream().filter(part -> !part.equals("simulators")).toList();
    while (Instant.now().isBefore(end)) {
      String part = parts.get(random.nextInt(parts.size()));
      System.out.println("chaos: kill -9 " + part);
      int before = system.restarts(part);
      system.kill(part);
      await()
          .atMost(LONG)
          .pollDelay(Duration.ofSeconds(2))
          .until(() -> system.restarts(part) > before);
      system.awaitReady(LONG);
    }
  }
}
