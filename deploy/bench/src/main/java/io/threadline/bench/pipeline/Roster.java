package io.threadline.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.local.demo.ApiClient;
import io.threadline.local.demo.DemoUser;
import java.time.Duration;

/** Makes agents ready for more tickets at once than anybody could serve. */
record Roster(ApiClient api) {

  /** Capacity that no measurement here uses up: routing's largest. */
  private static final int CAPACITY = 10_000;

  /** Routing's default ramp, in which an agent who comes to work is spared; and a second. */
  private static final Duration RAMP = Duration.ofSeconds(11);

  /** Brings an agent to work and waits until offers come without a ramp. */
  void bringToWork(DemoUser agent) {
    DemoUser admin = DemoUser.named("admin");
    String path = "/api/agents/" + agent.username();
    JsonNode known = api.get(admin, path);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("displayName", known.path("displayName"));
    body.set("skills", known.path("skills"));
    body.set("languages", known.path("languages"));
    body.put("capacity", CAPACITY);
    body.putObject("channels").putObject("sms").put("weight", 1).put("maximum", CAPACITY);
    api.send(admin, "PUT", path, body).orFail("PUT " + path);
    presence(agent, "ready");
    Counters.pause(RAMP);
  }

  void presence(DemoUser agent, String state) {
    String path = "/api/agents/me/presence";
    JsonNode body = JsonNodeFactory.instance.objectNode().put("state", state);
    api.send(agent, "PUT", path, body).orFail("presence " + state);
  }
}
