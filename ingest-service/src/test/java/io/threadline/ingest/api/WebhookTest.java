package io.threadline.ingest.api;

import static io.threadline.ingest.api.RunningIngest.admin;
import static io.threadline.ingest.api.RunningIngest.failed;
import static io.threadline.ingest.api.RunningIngest.form;
import static io.threadline.ingest.api.RunningIngest.messages;
import static io.threadline.ingest.api.RunningIngest.post;
import static io.threadline.ingest.api.RunningIngest.postUnsigned;
import static io.threadline.ingest.api.RunningIngest.sign;
import static io.threadline.ingest.api.RunningIngest.smsAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.Providers;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Providers at the webhooks of the running service. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "ingest"))
@QuarkusTestResource(Providers.class)
class WebhookTest {
  @Test
  void theSameWebhookFiveTimesAtOnceIsAcceptedWithOneKeyAndId() {
    JsonPath account = smsAccount();
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
    JsonPath account = smsAccount();
    String url = account.getString("webhook");
    String body = form("MessageSid", "SMbad", "From", "+14155550123", "Body", "x");
    String right = sign(url, body);
    int before = failed().getList("items").size();
    post(url, body, right.substring(1) + "A")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    post(url, body + "&Extra=1", right).then().statusCode(403);
    postUnsigned(url, body).then().statusCode(403);
    post(url.substring(0, url.lastIndexOf('/') + 1) + "unknown", body).then().statusCode(404);
    assertThat(failed().getList("items")).hasSize(before);
  }

  @Test
  void aMalformedBodyIsKeptWithItsReason() {
    JsonPath account = smsAccount();
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
    JsonPath account = smsAccount();
    post(
            account.getString("webhook"),
            form("MessageSid", "SMbig", "From", "+14155550123", "Body", "x".repeat(300_000)))
        .then()
        .statusCode(413);
  }

  @Test
  void aLargeFormGoesByTheBlobStore() {
    JsonPath account = smsAccount();
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      post(
              account.getString("webhook"),
              form("MessageSid", "SMlarge", "From", "+14155550124", "Body", "y".repeat(100_000)))
          .then()
          .statusCode(200);
      assertThat(messages(reader, 1).getFirst().raw().blob()).isNotNull();
    }
  }
}
