package io.threadline.ingest.api;

import static io.restassured.RestAssured.given;
import static io.threadline.ingest.api.RunningIngest.SOON;
import static io.threadline.ingest.api.RunningIngest.failed;
import static io.threadline.ingest.api.RunningIngest.form;
import static io.threadline.ingest.api.RunningIngest.mailAccount;
import static io.threadline.ingest.api.RunningIngest.messages;
import static io.threadline.ingest.api.RunningIngest.post;
import static io.threadline.ingest.api.RunningIngest.smsAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.Providers;
import io.threadline.ingest.channel.email.SmtpListener;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestServers;
import io.threadline.platform.testkit.TopicReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the running service says of itself, and does while Kafka does not answer. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "ingest"))
@QuarkusTestResource(Providers.class)
class AvailabilityTest {
  @Inject SmtpListener smtp;

  @Test
  void healthAndMetricsSayHowItIs() {
    JsonPath account = smsAccount();
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

  @Test
  void whatNeitherKafkaNorTheSpoolTakesIsRefusedUntilThereIsRoom() throws IOException {
    String url = smsAccount().getString("webhook");
    JsonPath mailbox = mailAccount();
    int failed = failed().getList("items").size();
    List<String> accepted = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      TestServers.kafka().kill();
      String next = "SM0";
      try {
        Response answer = post(url, large(next));
        while (answer.statusCode() == 200 && accepted.size() < 100) {
          accepted.add(next);
          next = "SM" + accepted.size();
          answer = post(url, large(next));
        }
        answer.then().statusCode(503).contentType("application/problem+json");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(accepted).isNotEmpty();
        assertThat(bySmtp(mailbox)).startsWith("452");
        given()
            .get("/q/health/ready")
            .then()
            .statusCode(503)
            .body("checks.find { it.name == 'can-accept' }.status", is("DOWN"));
      } finally {
        TestServers.kafka().restart();
      }
      String refused = next;
      await().atMost(SOON).until(() -> post(url, large(refused)).statusCode() == 200);
      accepted.add(refused);
      reader.until(SOON, _ -> messageIds(reader).contains(refused));
      assertThat(messageIds(reader)).containsExactlyElementsOf(accepted);
      assertThat(failed().getList("items")).hasSize(failed);
      given().get("/q/health/ready").then().statusCode(200);
    }
  }

  /** Distinct and in order: what was on its way when Kafka went may come twice. */
  private static List<String> messageIds(TopicReader reader) {
    return messages(reader, 0).stream().map(MessageReceived::providerMessageId).distinct().toList();
  }

  private static String large(String id) {
    return form("MessageSid", id, "From", "+14155550128", "Body", "z".repeat(60_000));
  }

  private String bySmtp(JsonPath mailbox) throws IOException {
    try (SmtpClient client = new SmtpClient(smtp.port())) {
      client.say("EHLO test");
      client.say("MAIL FROM:<ann@example.org>");
      client.say("RCPT TO:<" + mailbox.getString("address") + ">");
      client.say("DATA");
      return client.say("Subject: hi\r\n\r\n" + "z".repeat(900).concat("\r\n").repeat(70) + ".");
    }
  }
}
