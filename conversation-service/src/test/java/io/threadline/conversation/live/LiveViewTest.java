package io.threadline.conversation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Topic;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.Direction;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.conversation.ConversationConfig;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.testkit.TestServers;
import io.threadline.platform.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real Kafka: connections that come and go, on instances that come and go. */
class LiveViewTest {
  private final KafkaClients clients = new KafkaClients(TestServers.kafka().bootstrap(), null);
  private final Scene scene = new Scene();
  private final List<LiveView> views = new ArrayList<>();
  private final UUID tenant = UUID.randomUUID();

  @BeforeEach
  void topics() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      Topics.createMissing(admin);
    }
  }

  @AfterEach
  void close() {
    views.forEach(view -> view.stop(new ShutdownEvent()));
    scene.close();
  }

  private LiveView instance(int ring, int backlog) {
    LiveView view = new LiveView();
    view.clients = clients;
    view.registry = new SimpleMeterRegistry();
    view.config = new Settings(ring, backlog);
    view.start(new StartupEvent());
    views.add(view);
    return view;
  }

  private record Settings(int ring, int backlog)
      implements ConversationConfig, ConversationConfig.Live {
    @Override
    public Duration reopenWindow() {
      return Duration.ofDays(3);
    }

    @Override
    public Duration closeAfter() {
      return Duration.ofDays(7);
    }

    @Override
    public Duration reminderInterval() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Live live() {
      return this;
    }

    @Override
    public Duration fetchWait() {
      return Duration.ofMillis(5);
    }
  }

  private static MessageAppended message(UUID conversation, long seq) {
    return new MessageAppended(
        conversation,
        new UUID(1, 1),
        null,
        UUID.randomUUID(),
        seq,
        Direction.INBOUND,
        Channel.SMS,
        Author.CUSTOMER,
        null,
        "text",
        0,
        Instant.now());
  }

  /**
   * Messages of ten conversations are published while one agent reconnects at random to one of two
   * instances, one of which is restarted at random. The ring is small, so that some gaps are read
   * back from Kafka.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void reconnectingToAnyInstanceLosesNothingAndRepeatsNothing(long seed) {
    Random random = new Random(seed);
    List<LiveView> running = new ArrayList<>(List.of(instance(40, 200), instance(40, 200)));
    LiveClient first = LiveClient.connect(running.get(0), tenant, "agent1", null);
    String position = LiveClient.position(first.frames.getFirst());
    first.disconnect();
    Map<UUID, Long> published = new HashMap<>();
    List<String> seen = new ArrayList<>();
    int total = 0;
    for (int round = 0; round < 12; round++) {
      int before = random.nextInt(120);
      total += publish(random, published, before);
      if (random.nextInt(4) == 0) {
        int which = random.nextInt(2);
        running.get(which).stop(new ShutdownEvent());
        running.set(which, instance(40, 200));
      }
      LiveClient client =
          LiveClient.connect(running.get(random.nextInt(2)), tenant, "agent1", position);
      total += publish(random, published, random.nextInt(60));
      int enough = random.nextInt(total - seen.size() + 1);
      client.awaitEvents(enough);
      client.disconnect();
      List<String> events = client.events();
      seen.addAll(events);
      position = LiveClient.position(events.isEmpty() ? client.frames.getLast() : events.getLast());
    }
    LiveClient last = LiveClient.connect(running.get(0), tenant, "agent1", position);
    last.awaitEvents(total - seen.size());
    seen.addAll(last.events());

    Map<UUID, List<Long>> perConversation = new LinkedHashMap<>();
    for (String frame : seen) {
      perConversation
          .computeIfAbsent(
              UUID.fromString(LiveClient.member(frame, "conversationId")), id -> new ArrayList<>())
          .add(Long.parseLong(LiveClient.member(frame, "seq")));
    }
    published.forEach((conversation, count) ->
        assertThat(perConversation.get(conversation))
            .as("seed %d", seed)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList()));
    assertThat(seen).as("seed %d", seed).hasSize(total);
  }

  private int publish(Random random, Map<UUID, Long> published, int count) {
    for (int i = 0; i < count; i++) {
      UUID conversation = new UUID(tenant.getMostSignificantBits(), random.nextInt(10));
      long seq = published.merge(conversation, 1L, Long::sum);
      scene.publish(tenant, message(conversation, seq));
    }
    return count;
  }

  @Test
  void anAgentSeesTheTenantsConversationsAndOnlyTheirOwnOffers() {
    LiveView view = instance(100, 100);
    LiveClient one = LiveClient.connect(view, tenant, "agent1", null);
    LiveClient two = LiveClient.connect(view, tenant, "agent2", null);
    LiveClient stranger = LiveClient.connect(view, UUID.randomUUID(), "agent1", null);
    scene.publish(tenant, offer("agent1"));
    scene.publish(tenant, message(new UUID(3, 3), 1));

    one.awaitEvents(2);
    two.awaitEvents(1);
    assertThat(one.events())
        .extracting(LiveClient::type)
        .containsExactlyInAnyOrder("offer-made", "message-appended");
    assertThat(two.events()).extracting(LiveClient::type).containsExactly("message-appended");
    assertThat(stranger.events()).isEmpty();
  }

  private static OfferMade offer(String agent) {
    return new OfferMade(
        new RoutingEvent.Position("default", 1, 0, 1),
        UUID.randomUUID(),
        UUID.randomUUID(),
        agent,
        "general",
        Channel.SMS,
        "free",
        Instant.now(),
        null,
        Instant.now());
  }

  @Test
  void aReaderThatIsTooSlowIsClosedAndCanGoOn() {
    LiveView view = instance(1_000, 10);
    LiveClient stalled = new LiveClient(true);
    stalled.follow(view, tenant, "agent1", null);
    for (int seq = 1; seq <= 30; seq++) {
      scene.publish(tenant, message(new UUID(4, 4), seq));
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> stalled.closedAsSlow);
    List<String> got = stalled.events();
    assertThat(got).hasSizeLessThanOrEqualTo(10);
    LiveClient next =
        LiveClient.connect(view, tenant, "agent1", LiveClient.position(stalled.frames.getLast()));
    next.awaitEvents(30 - got.size());
    assertThat(next.events()).hasSize(30 - got.size());
  }

  @Test
  void eventsThatAreGoneAreAnnouncedByAReset() throws InterruptedException, ExecutionException {
    LiveView view = instance(10, 100);
    LiveClient client = LiveClient.connect(view, tenant, "agent1", null);
    String old = LiveClient.position(client.frames.getFirst());
    UUID conversation = UUID.randomUUID();
    for (int seq = 1; seq <= 20; seq++) {
      scene.publish(tenant, message(conversation, seq));
    }
    client.awaitEvents(20);
    try (Admin admin = clients.admin()) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int i = 0; i < Topic.CONVERSATION_EVENTS.partitions(); i++) {
        all.put(
            new TopicPartition(Topic.CONVERSATION_EVENTS.topicName(), i),
            RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    }
    LiveClient late = LiveClient.connect(view, tenant, "agent1", old);
    assertThat(late.frames).extracting(LiveClient::type).contains("reset");
    scene.publish(tenant, message(conversation, 21));
    late.awaitEvents(1);
    assertThat(late.events()).hasSize(1);
  }

  @Test
  void aPositionOfAnotherLogIsReset() {
    LiveView view = instance(10, 100);
    long[] beyond = new long[Slots.count()];
    Arrays.fill(beyond, 1L << 40);
    LiveClient client = LiveClient.connect(view, tenant, "agent1", Position.encode(beyond));
    assertThat(LiveClient.type(client.frames.getFirst())).isEqualTo("reset");
    scene.publish(tenant, message(UUID.randomUUID(), 1));
    client.awaitEvents(1);
  }

  @Test
  void aPositionSurvivesBeingWritten() {
    long[] next = new long[Slots.count()];
    next[0] = 1;
    next[3] = 127;
    next[4] = 128;
    next[11] = Long.MAX_VALUE >> 1;
    assertThat(Position.decode(Position.encode(next)).orElseThrow()).isEqualTo(next);
    assertThat(Position.decode("no position!")).isEmpty();
    assertThat(Position.decode("AAAA")).isEmpty();
  }
}
