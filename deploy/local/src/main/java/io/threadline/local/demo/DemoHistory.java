package io.threadline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays some history through the public surface: customers write, agents accept, answer and
 * resolve. Afterwards nothing waits and nobody is on duty. Skipped when there are tickets already.
 */
final class DemoHistory {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final List<DemoUser> AGENTS =
      List.of(DemoUser.named("agent1"), DemoUser.named("agent2"));

  private final ApiClient api;
  private final Consumer<String> progress;

  /** Answers that are still to be given, by what the customer wrote. */
  private final Map<String, String> answers = new HashMap<>();

  DemoHistory(ApiClient api, Consumer<String> progress) {
    this.api = api;
    this.progress = progress;
  }

  void play() {
    DemoUser supervisor = DemoUser.named("supervisor");
    if (!api.get(supervisor, "/api/tickets?limit=1").path("items").isEmpty()) {
      return;
    }
    JsonNode history = DemoResource.read("history.json");
    presence("ready");
    for (JsonNode each : history) {
      answers.put(each.path("text").asText(), each.path("answer").asText());
      String path = "/sim/customers/" + each.path("channel").asText() + "/messages";
      api.send(supervisor, "POST", path, each).orFail("POST " + path);
    }
    Instant deadline = Instant.now().plus(LIMIT);
    while (!answers.isEmpty() && Instant.now().isBefore(deadline)) {
      AGENTS.forEach(this::workOff);
      ApiClient.pause(POLL);
    }
    presence("offline");
    progress.accept(
        answers.isEmpty()
            ? "%d customers wrote and were answered".formatted(history.size())
            : "demo history is incomplete: %d of %d customers were not answered within %d s"
                .formatted(answers.size(), history.size(), LIMIT.toSeconds()));
  }

  private void workOff(DemoUser agent) {
    for (JsonNode offer : api.get(agent, "/api/agents/me/offers").path("items")) {
      String accept = "/api/agents/me/offers/" + offer.path("id").asText() + "/accept";
      if (api.send(agent, "POST", accept, null).status() / 100 == 2) {
        answer(agent, offer.path("ticketId").asText());
      }
    }
  }

  private void answer(DemoUser agent, String ticket) {
    JsonNode customer = api.get(agent, "/api/tickets/" + ticket).path("customerId");
    JsonNode thread =
        api.get(agent, "/api/customers/" + customer.asText() + "/conversation").path("items");
    JsonNode last = thread.path(thread.size() - 1);
    String answer = answers.remove(last.path("text").asText().strip());
    if (answer == null) {
      return;
    }
    JsonNode reply =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", answer)
            .put("seenSeq", last.path("seq").asLong());
    String path = "/api/tickets/" + ticket;
    assigned(agent, ticket);
    api.send(agent, "POST", path + "/messages", reply).orFail("POST " + path + "/messages");
    api.send(agent, "POST", path + "/resolve", null).orFail("POST " + path + "/resolve");
  }

  /** Waits until the conversation knows of the acceptance: it travels as an event. */
  private void assigned(DemoUser agent, String ticket) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(deadline)) {
      String assignee = api.get(agent, "/api/tickets/" + ticket).path("assignee").asText();
      if (assignee.equals(agent.username())) {
        return;
      }
      ApiClient.pause(POLL);
    }
  }

  private void presence(String state) {
    JsonNode body = JsonNodeFactory.instance.objectNode().put("state", state);
    for (DemoUser agent : AGENTS) {
      api.send(agent, "PUT", "/api/agents/me/presence", body).orFail("presence " + state);
    }
  }
}
