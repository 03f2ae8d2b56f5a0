package io.threadline.systemtests;

import static io.threadline.systemtests.Desk.AGENT1;
import static io.threadline.systemtests.Desk.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.local.run.Instance;
import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two routing-service instances: either takes commands, and each takes over from the other. */
class RoutersTest {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final Duration RECOVERY = Duration.ofSeconds(15);
  private static final Duration PAST_THE_LEASE = Duration.ofSeconds(5);

  private final LocalSystem system = RunningSystem.get();
  private final Webhooks webhooks = new Webhooks(system);
  private final Desk desk = new Desk(system);
  private final List<Instance> routers = Instance.of(Service.ROUTING, 2);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  @BeforeEach
  void room() {
    desk.clear();
    desk.presence(AGENT1, "ready");
  }

  @AfterEach
  void bothAreBack() {
    system.awaitReady(LONG);
    desk.presence(AGENT1, "offline");
    client.close();
  }

  @Test
  void whoeverOfTheTwoIsKilledTheOtherGoesOn() {
    for (Instance router : routers) {
      Instance other = routers.get(2 - router.number());
      routers.forEach(each -> await().atMost(LONG).until(() -> setReady(each) == 200));
      system.hold(router.name());
      long killed = System.nanoTime();
      await().atMost(RECOVERY).until(() -> setReady(other) == 200);
      System.out.printf(
          "%s killed: commands are taken again after %d ms%n",
          router.name(), (System.nanoTime() - killed) / 1_000_000);
      system.release(router.name());
      await().atMost(LONG).until(() -> setReady(router) == 200);
    }
  }

  @Test
  void poolIsHandedOverThereAndBackWhileCommandsGoOn() {
    String path = "/api/routing/pools/default";
    for (int i = 0; i < 2; i++) {
      String before = desk.api().get(SUPERVISOR, path).path("writer").asText();
      JsonNode done =
          desk.api().send(SUPERVISOR, "POST", path + "/hand-over", null).orFail("hand-over");
      System.out.println("handed over: " + done);
      assertThat(done.path("from").asText()).isEqualTo(before);
      assertThat(done.path("to").asText()).isNotEqualTo(before).isNotEmpty();
      assertThat(desk.api().get(SUPERVISOR, path).path("writer").asText())
          .isEqualTo(done.path("to").asText());
      routers.forEach(each -> assertThat(setReady(each)).isEqualTo(200));
    }
  }

  @Test
  void offerHasOneWinnerWhicheverInstancesAreAsked() {
    String phone = "+14155553001";
    webhooks.message("sms", phone, "Hello, my bill is wrong, can somebody have a look at it?");
    String ticket = desk.openTicket(desk.customer(phone).path("id").asText());
    JsonNode offer = desk.offer(AGENT1, ticket);
    String path = "/api/agents/me/offers/" + offer.path("id").asText() + "/accept";
    List<CompletableFuture<HttpResponse<String>>> accepts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      accepts.add(
          client.sendAsync(
              request(routers.get(i % 2), path).POST(BodyPublishers.noBody()).build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    List<Integer> answers = accepts.stream().map(each -> each.join().statusCode()).toList();
    assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
    assertThat(answers).filteredOn(status -> status == 409).hasSize(7);
  }

  @Test
  void instanceThatWasFrozenPastItsLeaseIsOfUseAgain() throws Exception {
    for (Instance router : routers) {
      ProcessHandle process = system.process(router.name());
      assertThat(process).isNotNull();
      signal("STOP", process);
      try {
        Instance other = routers.get(2 - router.number());
        long frozen = System.nanoTime();
        await().atMost(RECOVERY).until(() -> setReady(other) == 200);
        await().atMost(LONG).until(() -> System.nanoTime() - frozen > PAST_THE_LEASE.toNanos());
      } finally {
        signal("CONT", process);
      }
      await().atMost(RECOVERY).until(() -> setReady(router) == 200);
    }
  }

  /** The status of a command sent to that instance; 0 if it gave no answer. */
  private int setReady(Instance router) {
    try {
      HttpRequest request =
          request(router, "/api/agents/me/presence")
              .header("Content-Type", "application/json")
              .timeout(Duration.ofSeconds(3))
              .PUT(BodyPublishers.ofString("{\"state\": \"ready\"}"))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(Instance router, String path) {
    return HttpRequest.newBuilder(URI.create(router.url(system.offset()) + path))
        .header("Authorization", "Bearer " + desk.api().token(AGENT1));
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
