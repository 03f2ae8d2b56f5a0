package io.threadline.ingest.api;

import static io.threadline.ingest.api.RunningIngest.MAIL_KEY;
import static io.threadline.ingest.api.RunningIngest.SOON;
import static io.threadline.ingest.api.RunningIngest.admin;
import static io.threadline.ingest.api.RunningIngest.form;
import static io.threadline.ingest.api.RunningIngest.mail;
import static io.threadline.ingest.api.RunningIngest.mailAccount;
import static io.threadline.ingest.api.RunningIngest.newNumber;
import static io.threadline.ingest.api.RunningIngest.post;
import static io.threadline.ingest.api.RunningIngest.smsAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Topic;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.Providers;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** Replies from the topic to the provider, and their status back. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "ingest"))
@QuarkusTestResource(Providers.class)
class DeliveryTest {
  @Inject KafkaClients kafka;
  @Inject Envelopes envelopes;

  @Test
  void aReplyLeavesOnceAndItsStatusComesBack() throws Exception {
    JsonPath account = smsAccount();
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
    JsonPath account = smsAccount();
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
    JsonPath account = smsAccount();
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
  void aBounceFailsTheMailAndItsAddressIsLeftAloneUntilAllowed() throws Exception {
    JsonPath account = mailAccount();
    String customer = "gone-" + Ids.next() + "@example.org";
    SendRequested request = request(account, Channel.EMAIL, customer, "the answer");
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_STATUS);
        TopicReader inbound = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      send(request);
      assertThat(report(reader, request, 1).state()).isEqualTo(DeliveryState.SENT);
      mail(account, MAIL_KEY, "message/rfc822", bounce(request.messageId(), "4.2.2", "delayed"))
          .then()
          .statusCode(200);
      mail(account, MAIL_KEY, "message/rfc822", bounce(Ids.next(), "5.1.1", "failed"))
          .then()
          .statusCode(200);
      mail(account, MAIL_KEY, "message/rfc822", bounce(request.messageId(), "5.1.1", "failed"))
          .then()
          .statusCode(200);
      DeliveryReported failed = report(reader, request, 2);
      assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);
      assertThat(failed.code()).isEqualTo("5.1.1");
      assertThat(failed.reason()).contains("no such mailbox");
      assertThat(suppressed(customer)).contains(customer).contains("\"cause\":\"bounce\"");
      SendRequested again = request(account, Channel.EMAIL, customer, "hello?");
      send(again);
      assertThat(report(reader, again, 1).code()).isEqualTo("suppressed");
      admin().delete("/api/channels/suppressions/" + customer).then().statusCode(204);
      admin().delete("/api/channels/suppressions/" + customer).then().statusCode(404);
      SendRequested after = request(account, Channel.EMAIL, customer, "hello again");
      send(after);
      assertThat(report(reader, after, 1).state()).isEqualTo(DeliveryState.SENT);
      // A message that comes later is the first in the topic of messages.
      mail(account, MAIL_KEY, "message/rfc822", "From: a@example.org\r\n\r\nhi\r\n");
      assertThat(RunningIngest.messages(inbound, 1).getFirst().text()).isEqualTo("hi");
    }
  }

  private static String suppressed(String address) {
    return admin()
        .get("/api/channels/suppressions?address=" + address)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static String bounce(UUID message, String status, String action) {
    return """
    From: MAILER-DAEMON@mx.example.org
    Subject: Undelivered Mail Returned to Sender
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="b"

    --b

    I'm sorry to have to inform you.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.org

    Final-Recipient: rfc822; someone@example.org
    Action: %s
    Status: %s
    Diagnostic-Code: smtp; 550 %s User unknown

    --b
    Content-Type: message/rfc822

    Message-ID: <%s@example.com>
    Subject: hi

    the answer
    --b--
    """
        .formatted(action, status, status, message);
  }

  private static String deliveries(String state) {
    return admin()
        .get("/api/channels/deliveries?limit=200&state=" + state)
        .then()
        .statusCode(200)
        .extract()
        .asString();
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
        .filter(DeliveryReported.class::isInstance)
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
