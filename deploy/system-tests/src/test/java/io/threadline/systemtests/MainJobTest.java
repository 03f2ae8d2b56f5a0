package io.threadline.systemtests;

import static io.threadline.systemtests.Desk.AGENT1;
import static io.threadline.systemtests.Desk.AGENT2;
import static io.threadline.systemtests.Desk.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.threadline.local.demo.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer writes, the right agent answers, the answer arrives, the figures show it. */
class MainJobTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Webhooks webhooks = new Webhooks(RunningSystem.get());
  private final Desk desk = new Desk(RunningSystem.get());

  @BeforeEach
  void startWithAnEmptyDesk() {
    desk.clear();
  }

  @AfterEach
  void goHome() {
    desk.presence(AGENT1, "offline");
    desk.presence(AGENT2, "offline");
  }

  @Test
  void oneCustomerOnThreeChannelsHasOneConversationAndAnAnswerOnTheLastChannel() {
    String phone = "+14155550101";
    String mail = "ada@customers.example";
    assertThat(webhooks.message("sms", phone, "Hello, my invoice is wrong")).isEqualTo(200);
    String customer = desk.customer(phone).path("id").asText();
    assertThat(desk.texts(customer, 1)).containsExactly("Hello, my invoice is wrong");
    assertThat(webhooks.message("whatsapp", phone, "It says 20 instead of 12")).isEqualTo(200);
    assertThat(desk.texts(customer, 2)).hasSize(2);
    desk.api()
        .send(
            SUPERVISOR,
            "POST",
            "/api/customers/" + customer + "/identities",
            JsonNodeFactory.instance.objectNode().put("channel", "email").put("address", mail))
        .orFail("attach the address");
    assertThat(
            webhooks
                .mail(webhooks.plainMail(mail, "The invoice", "Here is the number: 4711"))
                .statusCode())
        .isBetween(200, 299);

    assertThat(desk.texts(customer, 3))
        .containsExactly(
            "Hello, my invoice is wrong", "It says 20 instead of 12", "Here is the number: 4711");
    assertThat(desk.thread(customer).stream().map(m -> m.path("channel").asText()))
        .containsExactly("sms", "whatsapp", "email");
    assertThat(desk.thread(customer).stream().map(m -> m.path("seq").asInt()))
        .containsExactly(1, 2, 3);
    assertThat(desk.customer(mail).path("id").asText()).isEqualTo(customer);

    String ticket = desk.openTicket(customer);
    desk.presence(AGENT2, "ready");
    desk.presence(AGENT1, "ready");
    JsonNode offer = desk.offer(AGENT1, ticket);
    assertThat(offer.path("reason").asText()).isNotBlank();
    assertThat(offer.path("expiresAt").asText()).isNotBlank();
    assertThat(desk.offers(AGENT2, ticket)).isEmpty();
    desk.take(AGENT1, ticket);

    Answer stale = desk.reply(AGENT1, ticket, "too early", 1);
    assertThat(stale.status()).isEqualTo(409);
    JsonNode reply = desk.reply(AGENT1, ticket, "Corrected: it is 12.", 3).orFail("reply");
    assertThat(reply.path("channel").asText()).isEqualTo("email");
    await().atMost(LONG).until(() -> desk.sent("email", mail).size() == 1);
    assertThat(desk.sent("email", mail).getFirst().path("text").asText())
        .contains("Corrected: it is 12.");
    assertThat(desk.sent("sms", phone)).isEmpty();

    assertThat(webhooks.message("whatsapp", phone, "Thank you!")).isEqualTo(200);
    assertThat(desk.texts(customer, 5)).hasSize(5);
    desk.reply(AGENT1, ticket, "You are welcome.", 5).orFail("second reply");
    await().atMost(LONG).until(() -> desk.sent("whatsapp", phone).size() == 1);
    assertThat(desk.sent("whatsapp", phone).getFirst().path("idempotencyKey").asText())
        .isEqualTo(desk.thread(customer).get(5).path("id").asText());
    await()
        .atMost(LONG)
        .until(() -> desk.thread(customer).get(5).path("delivery").asText().equals("delivered"));

    desk.resolve(AGENT1, ticket);
    assertThat(desk.ticket(ticket).path("status").asText()).isEqualTo("resolved");
    JsonNode decisions = desk.api().get(SUPERVISOR, "/api/routing/decisions/" + ticket);
    assertThat(decisions.toString()).contains("agent1");
    awaitKpi("first-response-time", ticket);
  }

  @Test
  void anAgentWithoutTheLanguageNeverGetsTheTicket() {
    String phone = "+34600111222";
    String text =
        "Kaixo, laguntza behar dut nire fakturarekin, uste dut okerra dela eta ez dakit zer egin"
            + " behar dudan orain";
    desk.presence(AGENT1, "ready");
    assertThat(webhooks.message("sms", phone, text)).isEqualTo(200);
    String ticket = desk.openTicket(desk.customer(phone).path("id").asText());
    assertThat(desk.awaitTicket(ticket, t -> !t.path("queue").isNull()).path("language").asText())
        .isEqualTo("eu");
    assertThat(desk.offers(AGENT1, ticket)).isEmpty();
    desk.presence(AGENT2, "ready");
    desk.take(AGENT2, ticket);
    assertThat(desk.offers(AGENT1, ticket)).isEmpty();
    desk.resolve(AGENT2, ticket);
  }

  @Test
  void anAgentAtCapacityGetsNoMoreUntilSomethingIsResolved() {
    desk.presence(AGENT1, "ready");
    int waiting = 0;
    String lastHeld = "";
    String first = "";
    for (int i = 0; i < 60 && waiting == 0; i++) {
      String phone = "+1415555%04d".formatted(2000 + i);
      assertThat(webhooks.message("sms", phone, "Question number " + i)).isEqualTo(200);
      String ticket = desk.openTicket(desk.customer(phone).path("id").asText());
      desk.awaitTicket(ticket, t -> !t.path("queue").isNull());
      if (!offeredSoon(ticket)) {
        waiting++;
        first = ticket;
      } else {
        desk.take(AGENT1, ticket);
        lastHeld = ticket;
      }
    }
    assertThat(waiting).as("some ticket waits since the capacity binds").isOne();
    desk.resolve(AGENT1, lastHeld);
    desk.take(AGENT1, first);
    for (JsonNode held : List.copyOf(held())) {
      desk.resolve(AGENT1, held.path("id").asText());
    }
  }

  /** True once an offer is there; false once routing has said that the ticket waits. */
  private boolean offeredSoon(String ticket) {
    await()
        .atMost(LONG)
        .until(() ->
            desk.offers(AGENT1, ticket).isPresent()
                || desk.api()
                        .send(SUPERVISOR, "GET", "/api/routing/decisions/" + ticket, null)
                        .status()
                    == 200);
    return desk.offers(AGENT1, ticket).isPresent();
  }

  private List<JsonNode> held() {
    List<JsonNode> tickets = new java.util.ArrayList<>();
    desk.api()
        .get(AGENT1, "/api/tickets?assignee=agent1&status=open&limit=100")
        .path("items")
        .forEach(tickets::add);
    return tickets;
  }

  private void awaitKpi(String key, String ticket) {
    await()
        .atMost(LONG)
        .until(() ->
            desk.api()
                .get(SUPERVISOR, "/api/kpis/" + key + "/tickets?limit=100")
                .toString()
                .contains(ticket));
  }
}
