package io.threadline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.threadline.local.demo.ApiClient;
import io.threadline.local.demo.DemoUser;
import io.threadline.local.run.LocalSystem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What agents and supervisors see and do, through the REST API of the gateway. */
final class Desk {
  static final DemoUser AGENT1 = DemoUser.named("agent1");
  static final DemoUser AGENT2 = DemoUser.named("agent2");
  static final DemoUser SUPERVISOR = DemoUser.named("supervisor");
  static final DemoUser ADMIN = DemoUser.named("admin");

  private static final Duration LONG = Duration.ofSeconds(60);

  private final ApiClient api;

  Desk(LocalSystem system) {
    this.api = new ApiClient(system.gateway().toString());
  }

  ApiClient api() {
    return api;
  }

  void presence(DemoUser agent, String state) {
    api.send(
            agent,
            "PUT",
            "/api/agents/me/presence",
            JsonNodeFactory.instance.objectNode().put("state", state))
        .orFail("presence of " + agent.username());
  }

  /** The customer of an address, once there is one. */
  JsonNode customer(String address) {
    await().atMost(LONG).until(() -> customers(address).size(), count -> count == 1);
    return customers(address).get(0);
  }

  JsonNode customers(String address) {
    return api.get(
            SUPERVISOR,
            "/api/customers?address=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
        .path("items");
  }

  /** The whole thread of a customer, page by page. */
  List<JsonNode> thread(String customerId) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          api.get(
              SUPERVISOR,
              "/api/customers/"
                  + customerId
                  + "/conversation?limit=100"
                  + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path("items").forEach(items::add);
      cursor = page.path("nextCursor").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    return items;
  }

  /** The texts of a thread once it has that many entries. */
  List<String> texts(String customerId, int count) {
    await().atMost(LONG).until(() -> thread(customerId).size() >= count);
    return thread(customerId).stream().map(item -> item.path("text").asText()).toList();
  }

  /** The offer of a ticket to an agent, once it is made. */
  JsonNode offer(DemoUser agent, String ticketId) {
    await().atMost(LONG).until(() -> offers(agent, ticketId).isPresent());
    return offers(agent, ticketId).orElseThrow();
  }

  Optional<JsonNode> offers(DemoUser agent, String ticketId) {
    for (JsonNode offer : api.get(agent, "/api/agents/me/offers").path("items")) {
      if (offer.path("ticketId").asText().equals(ticketId)) {
        return Optional.of(offer);
      }
    }
    return Optional.empty();
  }

  /** Accepts an offer and waits until the conversation knows; false if it had timed out before. */
  boolean accept(DemoUser agent, JsonNode offer) {
    ApiClient.Answer answer =
        api.send(
            agent, "POST", "/api/agents/me/offers/" + offer.path("id").asText() + "/accept", null);
    if (answer.status() == 409 && answer.body().path("state").asText().equals("timed-out")) {
      return false;
    }
    answer.orFail("accept");
    awaitTicket(
        offer.path("ticketId").asText(),
        ticket -> ticket.path("assignee").asText().equals(agent.username()));
    return true;
  }

  /** Waits for the offer of a ticket and accepts it; one that was missed is made again. */
  void take(DemoUser agent, String ticketId) {
    await()
        .atMost(LONG)
        .until(() -> {
          presence(agent, "ready");
          return offers(agent, ticketId).filter(offer -> accept(agent, offer)).isPresent();
        });
  }

  /** Resolves whatever waits or is worked on, so that every agent has room. */
  void clear() {
    JsonNode unsolved = unsolvedTickets();
    while (!unsolved.isEmpty()) {
      unsolved.forEach(ticket -> resolve(SUPERVISOR, ticket.path("id").asText()));
      unsolved = unsolvedTickets();
    }
  }

  private JsonNode unsolvedTickets() {
    return api.get(SUPERVISOR, "/api/tickets?status=new,open,pending&limit=100").path("items");
  }

  JsonNode ticket(String ticketId) {
    return api.get(SUPERVISOR, "/api/tickets/" + ticketId);
  }

  JsonNode awaitTicket(String ticketId, Predicate<JsonNode> condition) {
    await().atMost(LONG).until(() -> condition.test(ticket(ticketId)));
    return ticket(ticketId);
  }

  /** The one open ticket of a customer, once there is one. */
  String openTicket(String customerId) {
    String path = "/api/tickets?customer=" + customerId;
    await().atMost(LONG).until(() -> !api.get(SUPERVISOR, path).path("items").isEmpty());
    JsonNode tickets = api.get(SUPERVISOR, path).path("items");
    assertThat(tickets).hasSize(1);
    return tickets.get(0).path("id").asText();
  }

  ApiClient.Answer reply(DemoUser agent, String ticketId, String text, long seenSeq) {
    return api.send(
        agent,
        "POST",
        "/api/tickets/" + ticketId + "/messages",
        JsonNodeFactory.instance.objectNode().put("text", text).put("seenSeq", seenSeq));
  }

  void resolve(DemoUser agent, String ticketId) {
    api.send(agent, "POST", "/api/tickets/" + ticketId + "/resolve", null).orFail("resolve");
  }

  /** Everything that left for a customer on a channel, as the provider saw it. */
  List<JsonNode> sent(String channel, String to) {
    List<JsonNode> sent = new ArrayList<>();
    for (JsonNode item : api.get(ADMIN, "/sim/sent?channel=" + channel).path("items")) {
      if (item.path("to").asText().contains(to)) {
        sent.add(item);
      }
    }
    return sent;
  }
}
