package io.threadline.conversation.intake;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.conversation.core.AttachRule;
import io.threadline.conversation.core.Messages;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Measures how fast the intake folds batches into threads, on one connection to an embedded
 * PostgreSQL with {@code fsync} on. Not a test: run it by hand, with the test class path.
 */
public final class IntakeRate {
  private static final int BATCH = 500;

  private IntakeRate() {}

  /**
   * @param arguments the number of messages, and of customers
   */
  public static void main(String[] arguments) throws SQLException {
    int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int customers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    ConversationDatabase.empty();
    run("warm-up", messages / 5, customers, 1);
    run("new and known customers", messages, customers, 2);
    run("known customers", messages, customers, 2);
    System.exit(0);
  }

  private static void run(String name, int messages, int customers, long seed) throws SQLException {
    OutboxSignal signal = new OutboxSignal();
    InboundBatch intake =
        new InboundBatch(
            new AttachRule(Duration.ofDays(3)),
            new Outbox(signal, 4),
            new Envelopes("conversation", 0),
            new IntakeMetrics(new SimpleMeterRegistry()),
            Clock.systemUTC());
    Random random = new Random(seed);
    List<List<Envelope<Event>>> batches = batches(messages, customers, random, seed);
    try (Connection connection = ConversationDatabase.app().getConnection()) {
      connection.setAutoCommit(false);
      long begin = System.nanoTime();
      for (List<Envelope<Event>> batch : batches) {
        enter(connection);
        intake.apply(connection, Envelope.DEFAULT_TENANT, batch);
        connection.commit();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%-24s %d messages in %.1f s: %.0f messages/s%n",
          name,
          messages,
          seconds,
          messages / seconds);
    }
    ConversationDatabase.asOwner("TRUNCATE outbox");
  }

  private static List<List<Envelope<Event>>> batches(
      int messages, int customers, Random random, long seed) {
    List<List<Envelope<Event>>> batches = new ArrayList<>();
    String text = "Good morning, my order has not come yet; could you look where it is? ".repeat(2);
    for (int i = 0; i < messages; i += BATCH) {
      List<Envelope<Event>> batch = new ArrayList<>(BATCH);
      for (int j = 0; j < BATCH; j++) {
        String address = "+1415" + seed + (100_000 + random.nextInt(customers));
        Event message =
            Messages.full(
                Channel.SMS,
                address,
                UUID.randomUUID().toString(),
                text,
                null,
                false,
                List.of(),
                Instant.now());
        batch.add(
            new Envelope<>(
                Ids.next(), Envelope.DEFAULT_TENANT, "/test", Instant.now(), null, message));
      }
      batches.add(batch);
    }
    return batches;
  }

  private static void enter(Connection connection) throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement("SELECT set_config('threadline.tenant', ?, true)")) {
      set.setString(1, Envelope.DEFAULT_TENANT.toString());
      set.execute();
    }
  }
}
