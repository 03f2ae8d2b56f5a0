package io.threadline.conversation.intake;

import static io.threadline.conversation.core.Messages.T0;
import static io.threadline.conversation.core.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.conversation.core.AttachRule;
import io.threadline.conversation.core.Messages;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real PostgreSQL: what the intake writes, and what two instances do to each other. */
class InboundBatchTest {
  private static final String NUMBER = "+37411123456";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final OutboxSignal signal = new OutboxSignal();
  private final JdbcTransactions transactions =
      new JdbcTransactions(ConversationDatabase.app(), signal);
  private final InboundBatch intake =
      new InboundBatch(
          new AttachRule(Duration.ofDays(3)),
          new Outbox(signal, 4),
          new Envelopes("conversation", 0),
          new IntakeMetrics(registry),
          Clock.systemUTC());

  @BeforeEach
  void empty() {
    ConversationDatabase.empty();
  }

  private void take(UUID tenant, List<MessageReceived> batch) {
    List<Envelope<Event>> events = new ArrayList<>();
    for (MessageReceived message : batch) {
      events.add(new Envelope<>(Ids.next(), tenant, "/test", T0, "00-trace", message));
    }
    transactions.inTenant(
        tenant,
        connection -> {
          intake.apply(connection, tenant, events);
          return true;
        });
  }

  private void take(MessageReceived... batch) {
    take(Envelope.DEFAULT_TENANT, Arrays.asList(batch));
  }

  private static List<String> texts() {
    return ConversationDatabase.rows("SELECT text FROM message ORDER BY conversation_id, seq");
  }

  @Test
  void smsAndWhatsAppFromOneNumberAreOneCustomer() {
    take(message(Channel.SMS, NUMBER, "one"));
    take(message(Channel.WHATSAPP, NUMBER, "two"), message(Channel.SMS, NUMBER, "three"));

    assertThat(texts()).containsExactly("one", "two", "three");
    assertThat(ConversationDatabase.rows("SELECT channels, evidence FROM identity"))
        .containsExactly("{sms,whatsapp}|verified");
    assertThat(ConversationDatabase.rows("SELECT status, channel FROM ticket"))
        .containsExactly("new|sms");
    assertThat(
            ConversationDatabase.rows(
                "SELECT last_seq, last_inbound_channel, last_inbound_seq FROM conversation"))
        .containsExactly("3|sms|3");
    assertThat(ConversationDatabase.rows("SELECT type FROM outbox ORDER BY position"))
        .containsExactly(
            "io.threadline.identity-attached.v1",
            "io.threadline.ticket-opened.v1",
            "io.threadline.agent-requested.v1",
            "io.threadline.message-appended.v1",
            "io.threadline.identity-attached.v1",
            "io.threadline.message-appended.v1",
            "io.threadline.message-appended.v1");
    assertThat(ConversationDatabase.rows("SELECT DISTINCT traceparent FROM outbox"))
        .containsExactly("00-trace");
  }

  @Test
  void repeatsAndAlteredBodiesAreNotStoredAgain() {
    MessageReceived first = message(Channel.SMS, NUMBER, "hello");
    take(first);
    MessageReceived altered =
        Messages.full(
            Channel.SMS,
            NUMBER,
            first.providerMessageId(),
            "other body",
            null,
            false,
            List.of(),
            T0);
    take(first, first);
    take(altered);

    assertThat(texts()).containsExactly("hello");
    assertThat(registry.counter("threadline.messages.repeated").count()).isEqualTo(2);
    assertThat(registry.counter("threadline.messages.conflicting").count()).isEqualTo(1);
  }

  @Test
  void theSameAddressOfTwoTenantsIsTwoCustomers() {
    UUID other = UUID.randomUUID();
    take(message(Channel.SMS, NUMBER, "ours"));
    take(other, List.of(message(Channel.SMS, NUMBER, "theirs")));
    assertThat(
            ConversationDatabase.rows("SELECT count(*), count(DISTINCT tenant_id) FROM customer"))
        .containsExactly("2|2");
  }

  @Test
  void charactersThatCannotBeStoredCostNoMessage() {
    take(message(Channel.SMS, NUMBER, "a\u0000b \uD83D c"));
    assertThat(texts()).containsExactly("a\uFFFDb \uFFFD c");
  }

  @Test
  void aReplyToOneOfOurMessagesJoinsItsTicketAndAStrangersQuotationDoesNot() {
    take(message(Channel.EMAIL, "ann@example.com", "first"));
    UUID sent = Ids.next();
    ConversationDatabase.rows(
        """
        WITH c AS (UPDATE conversation SET last_seq = last_seq + 1 RETURNING *),
        t AS (UPDATE ticket SET status = 'pending' RETURNING *)
        INSERT INTO message (conversation_id, seq, id, tenant_id, ticket_id, direction, author_kind,
          text, provider_message_id, received_at)
        SELECT c.id, c.last_seq, '%s', c.tenant_id, t.id, 'outbound', 'agent', 'answer',
          '<abc@mail.threadline>', now() FROM c, t RETURNING seq
        """
            .formatted(sent));
    take(email("ann@example.com", "by provider id", "<abc@mail.threadline>"));
    take(email("ann@example.com", "by our id", "<" + sent + "@mail.threadline>"));
    take(email("mallory@example.com", "quoting", "<abc@mail.threadline>"));

    assertThat(
            ConversationDatabase.rows(
                "SELECT m.text, (SELECT count(*) FROM message o WHERE o.ticket_id = m.ticket_id)"
                    + " FROM message m ORDER BY m.id, m.text"))
        .contains("by provider id|4", "by our id|4", "quoting|1");
    assertThat(ConversationDatabase.rows("SELECT status FROM ticket ORDER BY id"))
        .containsExactly("open", "new");
  }

  private static MessageReceived email(String from, String text, String reference) {
    return Messages.full(
        Channel.EMAIL, from, "p-" + text, text, null, false, List.of(reference), T0);
  }

  /**
   * Two instances take different partitions of the same people: each person writes by SMS and by
   * WhatsApp, every message comes twice, batches are cut at random.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void twoInstancesKeepEachThreadWholeAndInOrder(long seed) throws Exception {
    Random random = new Random(seed);
    List<List<MessageReceived>> sms = batches(random, Channel.SMS);
    List<List<MessageReceived>> whatsapp = batches(random, Channel.WHATSAPP);
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService instances = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> done =
          instances.invokeAll(List.of(instance(start, sms), instance(start, whatsapp)));
      for (Future<Boolean> each : done) {
        each.get();
      }
    }
    assertThat(ConversationDatabase.rows("SELECT count(*) FROM customer"))
        .as("seed %d", seed)
        .containsExactly("40");
    assertThat(
            ConversationDatabase.rows(
                "SELECT count(*), count(DISTINCT provider_message_id) FROM message"))
        .as("seed %d", seed)
        .containsExactly("800|800");
    assertThat(
            ConversationDatabase.rows(
                "SELECT DISTINCT max(seq) = count(*) AND min(seq) = 1 AND count(*) = 20"
                    + " FROM message GROUP BY conversation_id"))
        .as("seed %d", seed)
        .containsExactly("t");
    assertThat(
            ConversationDatabase.rows(
                "SELECT count(*) FROM message a JOIN message b USING (conversation_id, channel)"
                    + " WHERE a.seq < b.seq AND a.received_at > b.received_at"))
        .as("inversions, seed %d", seed)
        .containsExactly("0");
    assertThat(ConversationDatabase.rows("SELECT count(*) FROM ticket"))
        .as("one ticket each, seed %d", seed)
        .containsExactly("40");
  }

  private Callable<Boolean> instance(CyclicBarrier start, List<List<MessageReceived>> batches) {
    return () -> {
      start.await();
      for (List<MessageReceived> batch : batches) {
        takeRetrying(batch);
      }
      return true;
    };
  }

  /** As the consumer does: a transient failure, a deadlock say, is tried again. */
  private void takeRetrying(List<MessageReceived> batch) {
    for (int attempt = 0; ; attempt++) {
      try {
        take(Envelope.DEFAULT_TENANT, batch);
        return;
      } catch (RuntimeException e) {
        if (!SqlStates.isTransient(e) || attempt == 5) {
          throw e;
        }
      }
    }
  }

  private static List<List<MessageReceived>> batches(Random random, Channel channel) {
    List<MessageReceived> all = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      List<MessageReceived> round = new ArrayList<>();
      for (int person = 0; person < 40; person++) {
        round.add(
            message(channel, "+374111000" + (10 + person), "m" + number, T0.plusSeconds(number)));
      }
      Collections.shuffle(round, random);
      all.addAll(round);
    }
    List<List<MessageReceived>> batches = new ArrayList<>();
    for (int at = 0; at < all.size(); ) {
      int to = Math.min(all.size(), at + 1 + random.nextInt(60));
      batches.add(all.subList(at, to));
      if (random.nextBoolean()) {
        batches.add(all.subList(at, to));
      }
      at = to;
    }
    return batches;
  }
}
