package io.threadline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.threadline.local.run.LocalSystem;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the doors take, what they refuse, and what becomes of repeats. */
class WebhookTest {
  private final LocalSystem system = RunningSystem.get();
  private final Webhooks webhooks = new Webhooks(system);
  private final Desk desk = new Desk(system);

  @Test
  void theSameWebhookFiveTimesAtOnceIsOneMessage() throws Exception {
    String phone = "+14155553001";
    Map<String, String> parameters = webhooks.parameters("sms", phone, "only once");
    try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
      Callable<Integer> post = () -> webhooks.signed("sms", parameters).statusCode();
      for (Future<Integer> status :
          threads.invokeAll(Stream.generate(() -> post).limit(5).toList())) {
        assertThat(status.get()).isEqualTo(200);
      }
    }
    assertThat(webhooks.message("sms", phone, "and then another")).isEqualTo(200);
    String customer = desk.customer(phone).path("id").asText();
    assertThat(desk.texts(customer, 2)).containsExactly("only once", "and then another");
  }

  @Test
  void aBadSignatureIsRefusedAndNothingIsStored() {
    String phone = "+14155553002";
    String url = webhooks.setting("sms", "webhook");
    Map<String, String> parameters = webhooks.parameters("sms", phone, "forged");
    assertThat(webhooks.post(url, parameters, "bm90IHRoZSBzaWduYXR1cmU=").statusCode())
        .isEqualTo(403);
    // What comes after it on the same key has arrived: so the forged one would have, too.
    assertThat(webhooks.message("sms", phone, "genuine")).isEqualTo(200);
    String customer = desk.customer(phone).path("id").asText();
    assertThat(desk.texts(customer, 1)).containsExactly("genuine");
    assertThat(vault()).doesNotContain("forged");
  }

  @Test
  void anUnknownAccountKeyIsNotFound() {
    String url = webhooks.setting("sms", "webhook") + "x";
    assertThat(webhooks.post(url, new TreeMap<>(), "").statusCode()).isEqualTo(404);
  }

  @Test
  void aMalformedBodyIsRefusedClearlyAndKeptWithItsReason() {
    Map<String, String> parameters = webhooks.parameters("sms", "+14155553003", "no sid");
    parameters.remove("MessageSid");
    HttpResponse<String> answer = webhooks.signed("sms", parameters);
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.body()).contains("MessageSid");
    await().atMost(Duration.ofSeconds(30)).until(() -> vault().contains("MessageSid"));
  }

  @Test
  void anOversizedBodyIsRefused() {
    Map<String, String> parameters =
        webhooks.parameters("sms", "+14155553004", "x".repeat(2_000_000));
    assertThat(webhooks.signed("sms", parameters).statusCode()).isEqualTo(413);
  }

  @Test
  void theApiIsClosedWithoutAToken() {
    for (String path :
        List.of("/api/customers?address=x", "/api/tickets", "/api/kpis", "/api/agents/me/offers")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(system.gateway() + path)).GET().build();
      HttpResponse<String> answer = webhooks.send(request);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
  }

  private String vault() {
    return desk.api().get(Desk.ADMIN, "/api/channels/vault?failed=true").toString();
  }
}
