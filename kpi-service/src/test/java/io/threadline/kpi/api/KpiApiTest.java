package io.threadline.kpi.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Policy;
import io.threadline.kpi.generate.Lives;
import io.threadline.kpi.generate.Memory;
import io.threadline.kpi.generate.ServedTicket;
import io.threadline.kpi.projection.Projection;
import io.threadline.kpi.telemetry.KpiGauges;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.inbox.BatchConsumer;
import io.threadline.platform.inbox.Consumers;
import io.threadline.platform.security.Role;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From events on real Kafka to figures by REST. Each test is a tenant of its own. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "kpi"))
class KpiApiTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String DAY = "?from=2026-03-01&to=2026-03-02";
  private static final Set<Topic> TOPICS =
      Set.of(Topic.CONVERSATION_EVENTS, Topic.ROUTING_EVENTS, Topic.MESSAGES_STATUS);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final UUID tenant = UUID.randomUUID();
  private final List<Envelope<Event>> events = new ArrayList<>();
  @Inject KafkaClients clients;
  @Inject Consumers consumers;
  @Inject Projection projection;
  @Inject Transactions transactions;
  @Inject KpiGauges gauges;
  private Producer<String, byte[]> producer;

  @BeforeEach
  void open() {
    producer = clients.relayProducer();
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void figuresComeOutOfEventsWhateverTheirOrder() {
    UUID first = served(UUID.randomUUID(), Channel.SMS, NOON, "agent1", 30, 100, 1_000);
    UUID second = served(UUID.randomUUID(), Channel.WHATSAPP, NOON, "agent2", 90, 300, 3_000);
    Collections.shuffle(events, new Random(1));
    events.addAll(events.subList(0, events.size() / 2));
    publish();

    JsonPath response = report("first-response-time" + DAY);
    assertThat(response.getDouble("items[0].value")).isCloseTo(100, withPercentage(0.1));
    assertThat(response.getInt("items[0].n")).isEqualTo(2);
    assertThat(response.getDouble("items[0].mean")).isEqualTo(200.0);
    assertThat(response.getDouble("items[0].p90")).isCloseTo(300, withPercentage(0.1));
    assertThat(report("full-resolution-time" + DAY + "&by=channel").getList("items.group"))
        .containsExactly("sms", "whatsapp");
    assertThat(report("service-level" + DAY).getDouble("items[0].value")).isEqualTo(0.5);
    assertThat(report("average-speed-of-answer" + DAY).getDouble("items[0].value")).isEqualTo(60.0);
    assertThat(report("first-time-resolution" + DAY).getDouble("items[0].value")).isEqualTo(1.0);
    assertThat(report("messages-sent" + DAY).getDouble("totals[0].value")).isEqualTo(2.0);
    assertThat(report("delivery-rate" + DAY).getDouble("totals[0].value")).isEqualTo(1.0);
    assertThat(report("contacts" + DAY + "&granularity=hour").getList("items")).hasSize(24);
    assertThat(report("backlog").getDouble("totals[0].value")).isEqualTo(0.0);
    assertThat(report("first-response-time/tickets" + DAY).getList("items.ticketId"))
        .containsExactlyInAnyOrder(first.toString(), second.toString());
  }

  @Test
  void anotherTicketOfTheCustomerTakesTheFirstTimeResolutionBack() {
    UUID customer = UUID.randomUUID();
    UUID first = served(customer, Channel.SMS, NOON, "agent1", 30, 100, 1_000);
    publish();
    assertThat(report("first-time-resolution" + DAY).getDouble("totals[0].value")).isEqualTo(1.0);

    served(customer, Channel.EMAIL, NOON.plus(Duration.ofDays(3)), "agent1", 30, 100, 1_000);
    publish();
    assertThat(report("first-time-resolution" + DAY).getDouble("totals[0].value")).isEqualTo(0.0);
    JsonPath tickets = report("first-time-resolution/tickets" + DAY);
    assertThat(tickets.getString("items[0].ticketId")).isEqualTo(first.toString());
    assertThat(tickets.getDouble("items[0].value")).isEqualTo(0.0);
  }

  @Test
  void theLatestSatisfactionAnswerCountsAndARepeatIsNotCountedTwice() {
    UUID ticket = served(UUID.randomUUID(), Channel.SMS, NOON, "agent1", 30, 100, 1_000);
    publish();

    String first = rate(ticket, 2, "key-1").statusCode(201).extract().path("id");
    assertThat(rate(ticket, 2, "key-1").statusCode(201).extract().<String>path("id"))
        .isEqualTo(first);
    assertThat(report("csat").getList("totals.value")).containsExactly(0.0f);
    rate(ticket, 5, "key-2").statusCode(201);

    JsonPath csat = report("csat");
    assertThat(csat.getDouble("totals[0].value")).isEqualTo(1.0);
    assertThat(csat.getInt("totals[0].n")).isEqualTo(1);
    assertThat(report("csat-response-rate" + DAY).getDouble("totals[0].value")).isEqualTo(1.0);
  }

  @Test
  void answersThatCannotBeAreRefusedNamingTheValue() {
    UUID unknown = UUID.randomUUID();
    rate(unknown, 5, "k").statusCode(404).body("detail", containsString(unknown.toString()));
    rate(unknown, 6, "k").statusCode(400).body("detail", containsString("score '6'"));
    as(Role.AGENT)
        .contentType("application/json")
        .body("{\"ticketId\": \"nonsense\", \"score\": 3}")
        .post("/api/kpis/csat-answers")
        .then()
        .statusCode(400)
        .body("detail", containsString("nonsense"));
    as(Role.AGENT)
        .contentType("application/json")
        .body("{\"score\": 3}")
        .post("/api/kpis/csat-answers")
        .then()
        .statusCode(400)
        .body("detail", containsString("ticketId"));
  }

  @Test
  void badQuestionsAreRefusedNamingTheValueAndTheChoices() {
    refused("nonsense", 404, "there is no KPI 'nonsense'", "first-response-time");
    refused("csat?from=yesterday", 400, "yesterday", "2026-03-01T00:00:00Z");
    refused("csat?granularity=year", 400, "year", "hour, day, week, month");
    refused("csat?by=customer", 400, "customer", "channel, queue, agent");
    refused("csat?zone=Mars/Olympus", 400, "Mars/Olympus", "Europe/Madrid");
    refused("csat?from=2026-03-02&to=2026-03-01", 400, "2026-03-02", "before to");
    refused("csat?from=2020-01-01&to=2026-03-01&granularity=hour", 400, "HOUR", "coarser");
    refused("csat/tickets?cursor=bogus", 400, "bogus", "again");
    refused("delivery-rate/tickets", 400, "delivery-rate", "deliveries");
  }

  @Test
  void nothingIsNullNotZeroAndAnEmptyTenantAnswersEverything() {
    as(Role.SUPERVISOR)
        .get("/api/kpis/csat" + DAY)
        .then()
        .statusCode(200)
        .body("items[0].value", nullValue())
        .body("items[0].n", equalTo(0))
        .body("formula", containsString("answers of 4 or 5"));
    for (String key : as(Role.AGENT).get("/api/kpis").jsonPath().<String>getList("items.key")) {
      assertThat(report(key + DAY + "&by=agent").getString("key")).isEqualTo(key);
      assertThat(report(key + DAY).getList("items")).hasSize(1);
      if (!key.startsWith("delivery")) {
        assertThat(report(key + "/tickets" + DAY).getList("items")).isEmpty();
      }
    }
  }

  @Test
  void theCatalogueExplainsItself() {
    as(Role.AGENT)
        .get("/api/kpis")
        .then()
        .statusCode(200)
        .body("nextCursor", nullValue())
        .body(
            "items.key",
            hasItems("contacts", "csat", "first-response-time", "service-level", "backlog"))
        .body("items.find { it.key == 'service-level' }.formula", containsString("T = 60 s"))
        .body("items.find { it.key == 'first-time-resolution' }.formula", containsString("7 d"));
  }

  @Test
  void strangersAndOtherTenantsSeeNothing() {
    UUID ticket = served(UUID.randomUUID(), Channel.SMS, NOON, "agent1", 30, 100, 1_000);
    publish();
    given().get("/api/kpis").then().statusCode(401);
    String other = TestTokens.of(UUID.randomUUID(), "eve", Role.AGENT);
    given()
        .auth()
        .oauth2(other)
        .get("/api/kpis/contacts" + DAY)
        .then()
        .body("items[0].n", equalTo(0));
    given()
        .auth()
        .oauth2(other)
        .contentType("application/json")
        .body("{\"ticketId\": \"" + ticket + "\", \"score\": 3}")
        .post("/api/kpis/csat-answers")
        .then()
        .statusCode(404);
  }

  @Test
  void aFreshConsumerOnTheSameTopicsChangesNothing() {
    events.addAll(Lives.of(11, 150, tenant, NOON, Duration.ofDays(5)));
    Collections.shuffle(events, new Random(5));
    List<Envelope<Event>> all = List.copyOf(events);
    int contacts =
        (int)
            Memory.aggregates(new Catalogue(Policy.DEFAULT), all).entrySet().stream()
                .filter(cell -> cell.getKey().measure().equals("contacts"))
                .mapToLong(cell -> cell.getValue().count())
                .sum();
    publish();
    String range = "?from=2026-03-01&to=2026-04-01&granularity=month";
    assertThat(report("contacts" + range).getInt("totals[0].n")).isEqualTo(contacts);
    List<Object> once = totals(range);
    String group = "kpi-replay-" + tenant;
    BatchConsumer replay = consumers.start(group, TOPICS, projection);
    await().atMost(LONG).until(() -> consumed(group) == published());
    replay.close();
    assertThat(totals(range)).isEqualTo(once);
  }

  @Test
  void drillsDownInPages() {
    for (int i = 0; i < 5; i++) {
      served(UUID.randomUUID(), Channel.SMS, NOON.plusSeconds(i), "agent1", 30, 100, 1_000);
    }
    publish();
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonPath page = report("contacts/tickets" + DAY + "&limit=2&cursor=" + cursor);
      ids.addAll(page.getList("items.ticketId"));
      cursor = page.getString("nextCursor");
    }
    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void theMetricsNameEveryKpi() {
    served(UUID.randomUUID(), Channel.SMS, Instant.now(), "agent1", 30, 100, 1_000);
    publish();
    gauges.refresh();
    assertThat(given().get("/q/metrics").asString())
        .contains("threadline_kpi_contacts{channel=\"sms\"}")
        .contains("threadline_kpi_service_level_ratio{channel=\"all\"}")
        .contains("threadline_kpi_first_response_time_seconds{channel=\"all\"")
        .contains("threadline_kpi_backlog{channel=\"all\"}")
        .contains("threadline_kpi_recount_mismatch_total")
        .contains("threadline_kpi_lag_seconds");
  }

  private List<Object> totals(String range) {
    List<Object> totals = new ArrayList<>();
    for (String key :
        List.of("contacts", "messages-sent", "first-response-time", "service-level")) {
      totals.add(report(key + range).get("totals"));
    }
    return totals;
  }

  private UUID served(
      UUID customer,
      Channel channel,
      Instant at,
      String agent,
      int taken,
      int replied,
      int resolved) {
    ServedTicket ticket = new ServedTicket(tenant, customer, channel, agent, at);
    events.addAll(ticket.events(taken, replied, resolved));
    return ticket.id();
  }

  /** Publishes the events and waits until they are applied. */
  private void publish() {
    List<Future<RecordMetadata>> sent =
        events.stream().map(event -> producer.send(EventHeaders.toRecord(event))).toList();
    producer.flush();
    assertThat(sent).allMatch(Future::isDone);
    events.clear();
    long all = published();
    await().atMost(LONG).until(() -> consumed("kpi") >= all);
  }

  /** How many records the topics hold. */
  private long published() {
    try (Consumer<String, byte[]> probe = clients.consumer("probe-" + tenant)) {
      List<TopicPartition> partitions =
          TOPICS.stream()
              .flatMap(topic ->
                  IntStream.range(0, topic.partitions())
                      .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
              .toList();
      return probe.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** How many records a group has applied. */
  private long consumed(String group) {
    return transactions.asSystem(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT coalesce(sum(next_offset), 0) FROM consumer_position WHERE consumer = ?")) {
        select.setString(1, group);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }

  private JsonPath report(String path) {
    return as(Role.SUPERVISOR).get("/api/kpis/" + path).then().statusCode(200).extract().jsonPath();
  }

  private void refused(String path, int status, String value, String advice) {
    as(Role.SUPERVISOR)
        .get("/api/kpis/" + path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("detail", containsString(value))
        .body("detail", containsString(advice));
  }

  private ValidatableResponse rate(UUID ticket, int score, String key) {
    return as(Role.AGENT)
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body("{\"ticketId\": \"" + ticket + "\", \"score\": " + score + "}")
        .post("/api/kpis/csat-answers")
        .then();
  }

  private RequestSpecification as(String role) {
    return given().auth().oauth2(TestTokens.of(tenant, "tester", role));
  }
}
