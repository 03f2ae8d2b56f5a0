package io.threadline.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.threadline.contracts.Priority;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.LogBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch with an input that cannot be stored is taken apart: the others keep their order. */
class SplitBatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So far back that the engine cannot reckon from there. */
  private static final Instant NEVER = Instant.MIN;

  private static final String NOT_STORABLE = "e\u0000";

  private final PoolDatabase database = PoolDatabase.withPool(Ids.next());
  private final List<Long> setAside = new CopyOnWriteArrayList<>();
  private final CountDownLatch gathered = new CountDownLatch(1);
  private PoolWriter writer;

  @BeforeEach
  void open() throws Exception {
    RoutingConfig config = Instance.config("http://split");
    LeaseStore leases = new LeaseStore(PoolDatabase.transactions());
    GroupCommit commits =
        new GroupCommit(
            PoolDatabase.transactions(),
            PoolDatabase.transactions(),
            new Outbox(new OutboxSignal(), 4),
            new Envelopes("routing", 0),
            Clock.systemUTC(),
            config.lease());
    var lease =
        leases.takeOver(database.key(), Ids.next(), "http://split", Instance.LEASE).orElseThrow();
    writer = new PoolWriter(lease, leases, commits, config, new Watching());
    writer.start();
    for (Input input : PoolDefaults.inputs(config, null, writer.catalogue())) {
      writer.submit(Ids.next(), input, null).get();
    }
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void recordThatCannotBeStoredIsSetAsideAndTheOthersKeepTheirOrder() throws Exception {
    List<UUID> tickets = new ArrayList<>();
    hold();
    for (int offset = 0; offset < 5; offset++) {
      UUID ticket = Ids.next();
      tickets.add(ticket);
      Input input = enqueue(ticket, offset == 2 ? NEVER : Instant.EPOCH);
      var record = new ConsumerRecord<>("routing.requests", 0, offset, "default", new byte[0]);
      assertThat(writer.put(new Mail.Request(0, Ids.next(), input, null, record))).isTrue();
    }
    gathered.countDown();
    await().atMost(PATIENCE).until(() -> enqueued().size() == 4);
    UUID poison = tickets.remove(2);
    assertThat(enqueued()).containsExactlyElementsOf(tickets).doesNotContain(poison);
    assertThat(setAside).containsExactly(2L);
    assertThat(database.rows("SELECT kafka_offsets->>'0' FROM pool_lease")).containsExactly("5");
  }

  @Test
  void commandThatCannotBeStoredIsRefusedAndTheOthersAnswered() throws Exception {
    hold();
    List<CompletableFuture<Reply>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Input input = i == 1 ? agent(NOT_STORABLE) : enqueue(Ids.next(), Instant.EPOCH);
      answers.add(writer.submit(Ids.next(), input, null));
    }
    gathered.countDown();
    for (int i : List.of(0, 2, 3)) {
      assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isInstanceOf(Reply.Enqueued.class);
    }
    assertThatThrownBy(() -> answers.get(1).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(enqueued()).hasSize(3);
  }

  /** Keeps the writer busy until all mail is there, so that it makes one batch. */
  private void hold() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    var _ =
        writer.ask(engine -> {
          held.countDown();
          try {
            return gathered.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** The tickets of the log, in its order. */
  private List<UUID> enqueued() {
    return database.log().values().stream()
        .map(LogBatch.Entry::input)
        .filter(Input.Enqueue.class::isInstance)
        .map(input -> ((Input.Enqueue) input).ticketId())
        .toList();
  }

  private static Input enqueue(UUID ticket, Instant since) {
    return new Input.Enqueue(
        ticket, ticket, "sms", "general", "en", Priority.HIGH, null, false, since);
  }

  private static Input agent(String name) {
    Skills skills = new Skills(new TreeMap<>());
    return new Input.AgentDefined(new AgentDefinition("ani", name, skills, 1, new TreeMap<>()));
  }

  private final class Watching implements PoolWriter.Surroundings {
    @Override
    public void loaded(PoolWriter loaded, int generation, Map<Integer, Long> offsets) {}

    @Override
    public void committed(PoolWriter by, GroupCommit.Committed batch, Duration took) {}

    @Override
    public void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason) {
      setAside.add(record.offset());
    }

    @Override
    public void stopped(PoolWriter stopped) {}
  }
}
