package io.threadline.ingest.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.Providers;
import io.threadline.ingest.channel.email.SmtpListener;
import io.threadline.ingest.channel.email.core.MailKey;
import io.threadline.ingest.channel.twilio.core.Form;
import io.threadline.ingest.channel.twilio.core.TwilioSignature;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** Providers and customers at the running service, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "ingest"))
@QuarkusTestResource(Providers.class)
class IngestFlowTest {
  private static final String TOKEN = "twilio-auth-token";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

  @Inject KafkaClients kafka;
  @Inject Envelopes envelopes;
  @Inject SmtpListener smtp;

  @Test
  void accountsAreMadeOnceAndHideTheirSecrets() {
    String number = newNumber();
    Map<String, String> body =
        Map.of("channel", "sms", "address", number, "accountSid", "AC1", "authToken", TOKEN);
    String key = UUID.randomUUID().toString();
    JsonPath first =
        admin()
            .header("Idempotency-Key", key)
            .body(body)
            .post("/api/channels/accounts")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    JsonPath again =
        admin()
            .header("Idempotency-Key", key)
            .body(body)
            .post("/api/channels/accounts")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    assertThat(again.getString("id")).isEqualTo(first.getString("id"));
    assertThat(first.getString("webhook")).contains("/webhooks/twilio/");
    admin()
        .body(body)
        .post("/api/channels/accounts")
        .then()
        .statusCode(409)
        .body("detail", containsString(number));
    Response read = admin().get("/api/channels/accounts/" + first.getString("id"));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.asString()).doesNotContain(TOKEN);
    Map<String, String> renamed =
        Map.of("channel", "sms", "address", number, "accountSid", "AC1", "displayName", "Main");
    admin()
        .body(renamed)
        .put("/api/channels/accounts/" + first.getString("id"))
        .then()
        .statusCode(428);
    admin()
        .header("If-Match", read.header("ETag"))
        .body(renamed)
        .put("/api/channels/accounts/" + first.getString("id"))
        .then()
        .statusCode(200)
        .body("displayName", is("Main"));
    admin()
        .header("If-Match", read.header("ETag"))
        .body(renamed)
        .put("/api/channels/accounts/" + first.getString("id"))
        .then()
        .statusCode(412);
    admin()
        .get("/api/channels/accounts?limit=200")
        .then()
        .statusCode(200)
        .body("items.id", hasItem(first.getString("id")));
    given()
        .auth()
        .oauth2(TestTokens.of(UUID.randomUUID(), "other", "admin"))
        .get("/api/channels/accounts/" + first.getString("id"))
        .then()
        .statusCode(404);
    given()
        .auth()
        .oauth2(TestTokens.of("agent1", "agent"))
        .get("/api/channels/accounts")
        .then()
        .statusCode(403);
    admin()
        .body(Map.of("channel", "sms", "address", "12", "accountSid", "AC1", "authToken", TOKEN))
        .post("/api/channels/accounts")
        .then()
        .statusCode(400);
    admin()
        .body(Map.of("channel", "sms", "address", newNumber(), "accountSid", "AC1"))
        .post("/api/channels/accounts")
        .then()
        .statusCode(400)
        .body("detail", containsString("authToken"));
    admin().delete("/api/channels/accounts/" + first.getString("id")).then().statusCode(204);
    post(first.getString("webhook"), form("From", newNumber())).then().statusCode(404);
  }

  @Test
  void theSameWebhookFiveTimesAtOnceIsAcceptedWithOneKeyAndId() {
    JsonPath account = account("sms", newNumber());
    String body =
        form(
            "MessageSid",
            "SM" + UUID.randomUUID(),
            "From",
            "+14155550123",
            "To",
            account.getString("address"),
            "Body",
            "Grüße 👋 a+b");
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      List<CompletableFuture<Integer>> posts = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        posts.add(
            CompletableFuture.supplyAsync(
                () -> post(account.getString("webhook"), body).statusCode()));
      }
      posts.forEach(post -> assertThat(post.join()).isEqualTo(200));
      List<MessageReceived> messages = messages(reader, 5);
      assertThat(messages)
          .extracting(MessageReceived::providerMessageId)
          .containsOnly(messages.getFirst().providerMessageId());
      assertThat(messages)
          .extracting(MessageReceived::contentHash)
          .containsOnly(messages.getFirst().contentHash());
      assertThat(messages)
          .extracting(MessageReceived::partitionKey)
          .containsOnly("sms|+14155550123");
      assertThat(messages.getFirst().text()).isEqualTo("Grüße 👋 a+b");
      assertThat(messages.getFirst().queueHint()).isEqualTo("general");
    }
    post(account.getString("webhook"), body)
        .then()
        .statusCode(200)
        .contentType("text/xml")
        .body(containsString("<Response/>"));
  }

  @Test
  void aBadSignatureIsRefusedAndNothingIsStored() {
    JsonPath account = account("sms", newNumber());
    String url = account.getString("webhook");
    String body = form("MessageSid", "SMbad", "From", "+14155550123", "Body", "x");
    String right = sign(url, body);
    int before = failed().getList("items").size();
    raw(url, body, right.substring(1) + "A")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    raw(url, body + "&Extra=1", right).then().statusCode(403);
    asItIs().contentType(FORM).body(body).post(URI.create(url).getPath()).then().statusCode(403);
    post(url.substring(0, url.lastIndexOf('/') + 1) + "unknown", body).then().statusCode(404);
    assertThat(failed().getList("items")).hasSize(before);
  }

  @Test
  void aMalformedBodyIsKeptWithItsReason() {
    JsonPath account = account("sms", newNumber());
    String url = account.getString("webhook");
    post(url, form("From", "+14155550123", "Body", "no id"))
        .then()
        .statusCode(400)
        .body("detail", containsString("MessageSid"));
    JsonPath failed = failed();
    int index = failed.getList("items.account").indexOf(account.getString("id"));
    assertThat(failed.getString("items[" + index + "].failure")).contains("MessageSid");
    String id = failed.getString("items[" + index + "].id");
    admin()
        .post("/api/channels/vault/" + id + "/parse")
        .then()
        .statusCode(200)
        .body("understood", is(false));
  }

  @Test
  void anOversizedBodyIsRefused() {
    JsonPath account = account("sms", newNumber());
    post(
            account.getString("webhook"),
            form("MessageSid", "SMbig", "From", "+14155550123", "Body", "x".repeat(300_000)))
        .then()
        .statusCode(413);
    JsonPath mail = mailAccount();
    mail(mail, "From: a@example.com\n\n" + "x".repeat(1_100_000)).then().statusCode(413);
  }

  @Test
  void aLargeFormGoesByTheBlobStore() {
    JsonPath account = account("sms", newNumber());
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      post(
              account.getString("webhook"),
              form("MessageSid", "SMlarge", "From", "+14155550124", "Body", "y".repeat(100_000)))
          .then()
          .statusCode(200);
      assertThat(messages(reader, 1).getFirst().raw().blob()).isNotNull();
    }
  }

  @Test
  void mailComesByHttpAndBySmtp() throws IOException {
    JsonPath account = mailAccount();
    String mail =
        "From: Ann <ann@example.org>\r\n"
            + "Subject: hi\r\n"
            + "Message-ID: <%s@example.org>\r\n\r\n"
            + "hello\r\n";
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      mail(account, mail.formatted("m1")).then().statusCode(200);
      asItIs()
          .contentType("message/rfc822")
          .header("Authorization", "Bearer wrong")
          .body(mail.formatted("m2"))
          .post(URI.create(account.getString("webhook")).getPath())
          .then()
          .statusCode(403);
      given()
          .contentType("text/plain")
          .header("Authorization", "Bearer mail-key")
          .body("x")
          .post(URI.create(account.getString("webhook")).getPath())
          .then()
          .statusCode(400);
      try (SmtpClient client = new SmtpClient(smtp.port())) {
        assertThat(client.say("EHLO test")).startsWith("250");
        assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("250");
        assertThat(client.say("RCPT TO:<nobody@example.com>")).startsWith("550");
        assertThat(
                client.say(
                    "RCPT TO:<" + account.getString("address").replace("@", "+tok3n@") + ">"))
            .startsWith("250");
        assertThat(client.say("DATA")).startsWith("354");
        assertThat(client.say(mail.formatted("m3") + ".")).startsWith("250");
        assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("250");
        assertThat(client.say("RCPT TO:<" + account.getString("address") + ">")).startsWith("250");
        assertThat(client.say("DATA")).startsWith("354");
        assertThat(client.say(("x".repeat(900) + "\r\n").repeat(1_200) + ".")).startsWith("552");
      }
      List<MessageReceived> messages = messages(reader, 2);
      assertThat(messages)
          .extracting(message -> MailKey.messageId(message.providerMessageId()).orElseThrow())
          .containsExactly("<m1@example.org>", "<m3@example.org>");
      assertThat(messages.getLast().references()).containsExactly("tok3n");
      assertThat(messages.getLast().address()).isEqualTo("ann@example.org");
    }
  }

  @Test
  void aReplyLeavesOnceAndItsStatusComesBack() throws Exception {
    JsonPath account = account("sms", newNumber());
    Providers.twilio().answer(201, "", "{\"sid\":\"SMout\",\"status\":\"queued\"}");
    SendRequested request = request(account, Channel.SMS, "+14155550125", "the answer");
    int before = Providers.twilio().requests().size();
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_STATUS)) {
      send(request);
      send(request);
      DeliveryReported sent = report(reader, request, 1);
      assertThat(sent.state()).isEqualTo(DeliveryState.SENT);
      assertThat(sent.providerMessageId()).isEqualTo("SMout");
      assertThat(Providers.twilio().requests().size() - before).isEqualTo(1);
      String url =
          account.getString("webhook")
              + "/status?message="
              + request.messageId()
              + "&conversation="
              + request.conversationId();
      post(url, form("MessageSid", "SMout", "MessageStatus", "delivered")).then().statusCode(200);
      assertThat(report(reader, request, 2).state()).isEqualTo(DeliveryState.DELIVERED);
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(deliveries("delivered")).contains(request.messageId().toString()));
  }

  @Test
  void aSendWithoutAnAnswerIsUncertainUntilItsStatusSays() throws Exception {
    JsonPath account = account("sms", newNumber());
    Providers.twilio().hangUp();
    SendRequested request = request(account, Channel.SMS, "+14155550126", "hello?");
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_STATUS)) {
      send(request);
      assertThat(report(reader, request, 1).state()).isEqualTo(DeliveryState.UNCERTAIN);
    }
    assertThat(deliveries("uncertain")).contains(request.messageId().toString());
    String url =
        account.getString("webhook")
            + "/status?message="
            + request.messageId()
            + "&conversation="
            + request.conversationId();
    post(url, form("MessageSid", "SMlost", "MessageStatus", "sent")).then().statusCode(200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(deliveries("sent")).contains(request.messageId().toString()));
    assertThat(
            Providers.twilio().requests().stream()
                .filter(r -> r.contains(request.messageId().toString())))
        .hasSize(1);
  }

  @Test
  void afterStopNothingIsSentUntilStart() throws Exception {
    JsonPath account = account("sms", newNumber());
    Providers.twilio().answer(201, "", "{\"sid\":\"SMagain\",\"status\":\"queued\"}");
    String customer = newNumber();
    post(
            account.getString("webhook"),
            form("MessageSid", "SM" + UUID.randomUUID(), "From", customer, "Body", "Stop"))
        .then()
        .statusCode(200);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          SendRequested request = request(account, Channel.SMS, customer, "still there?");
          try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_STATUS)) {
            send(request);
            DeliveryReported report = report(reader, request, 1);
            assertThat(report.state()).isEqualTo(DeliveryState.FAILED);
            assertThat(report.code()).isEqualTo("21610");
            assertThat(report.reason()).contains("another channel");
          }
        });
  }

  @Test
  void mailLeavesWithTheThreadsHeaders() throws Exception {
    JsonPath account = mailAccount();
    SendRequested request = request(account, Channel.EMAIL, "ann@example.org", "the answer");
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_STATUS)) {
      send(request);
      assertThat(report(reader, request, 1).providerMessageId())
          .isEqualTo("<" + request.messageId() + "@example.com>");
    }
    assertThat(Providers.mail().getReceivedMessages())
        .anySatisfy(
            mail -> assertThat(mail.getMessageID()).contains(request.messageId().toString()));
  }

  @Test
  void healthAndMetricsSayHowItIs() {
    JsonPath account = account("sms", newNumber());
    post(
            account.getString("webhook"),
            form("MessageSid", "SMm", "From", "+14155550127", "Body", "x"))
        .then()
        .statusCode(200);
    given().get("/q/health/ready").then().statusCode(200).body(containsString("can-accept"));
    String key = account.getString("webhook").replaceAll(".*/", "");
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(
            containsString(
                "threadline_inbound_messages_total{channel=\"sms\",outcome=\"accepted\"}"))
        .body(containsString("threadline_inbound_accept_duration_seconds_count"))
        .body(containsString("threadline_spool_records"))
        .body(not(containsString(key)));
  }

  private static RequestSpecification admin() {
    return given().auth().oauth2(TestTokens.of("admin", "admin")).contentType("application/json");
  }

  private static JsonPath account(String channel, String address) {
    Map<String, String> body =
        Map.of(
            "channel",
            channel,
            "address",
            address,
            "queue",
            "general",
            "language",
            "en",
            "accountSid",
            "AC1",
            "authToken",
            TOKEN);
    return admin()
        .body(body)
        .post("/api/channels/accounts")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static JsonPath mailAccount() {
    String address = "s" + Ids.next() + "@example.com";
    Map<String, String> body =
        Map.of("channel", "email", "address", address, "queue", "general", "key", "mail-key");
    return admin()
        .body(body)
        .post("/api/channels/accounts")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static Response mail(JsonPath account, String mail) {
    return asItIs()
        .contentType("message/rfc822")
        .header("Authorization", "Bearer mail-key")
        .body(mail)
        .post(URI.create(account.getString("webhook")).getPath());
  }

  private static JsonPath failed() {
    return admin()
        .get("/api/channels/vault?failed=true&limit=200")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static String deliveries(String state) {
    return admin()
        .get("/api/channels/deliveries?limit=200&state=" + state)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static Response post(String url, String body) {
    return raw(url, body, sign(url, body));
  }

  private static Response raw(String url, String body, String signature) {
    URI uri = URI.create(url);
    String path =
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    return asItIs().contentType(FORM).header("X-Twilio-Signature", signature).body(body).post(path);
  }

  /** Sends bodies untouched, forms and mails too. */
  private static RequestSpecification asItIs() {
    EncoderConfig encoders =
        EncoderConfig.encoderConfig()
            .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)
            .encodeContentTypeAs("message/rfc822", ContentType.TEXT)
            .defaultContentCharset(StandardCharsets.UTF_8);
    return given().config(RestAssuredConfig.config().encoderConfig(encoders));
  }

  private static String sign(String url, String body) {
    return new TwilioSignature(TOKEN).sign(url, Form.parse(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String form(String... pairs) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return body.toString();
  }

  private static String newNumber() {
    return "+1415"
        + String.format(
            "%07d", 1_000_000 + Math.floorMod(Ids.next().getLeastSignificantBits(), 8_000_000L));
  }

  private static List<MessageReceived> messages(TopicReader reader, int count) {
    return reader.events(count, SOON).stream()
        .map(Envelope::data)
        .filter(MessageReceived.class::isInstance)
        .map(MessageReceived.class::cast)
        .toList();
  }

  private static DeliveryReported report(TopicReader reader, SendRequested request, int number) {
    return reader
        .until(
            SOON,
            records ->
                records.stream()
                        .filter(r -> r.key().equals(request.conversationId().toString()))
                        .count()
                    >= number)
        .stream()
        .map(r -> EventHeaders.fromRecord(r).orElseThrow().data())
        .map(DeliveryReported.class::cast)
        .filter(r -> r.messageId().equals(request.messageId()))
        .toList()
        .get(number - 1);
  }

  private static SendRequested request(JsonPath account, Channel channel, String to, String text) {
    return new SendRequested(
        Ids.next(),
        Ids.next(),
        Ids.next(),
        channel,
        UUID.fromString(account.getString("id")),
        to,
        "hi",
        text,
        List.of(),
        null,
        List.of(),
        false,
        Instant.now());
  }

  private void send(SendRequested request) throws Exception {
    try (Producer<String, byte[]> producer = kafka.producer(Map.of())) {
      producer
          .send(
              EventHeaders.toRecord(
                  envelopes.wrap(Envelope.DEFAULT_TENANT, Instant.now(), request)))
          .get();
    }
  }
}
