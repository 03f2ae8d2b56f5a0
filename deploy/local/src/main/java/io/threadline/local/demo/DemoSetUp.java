package io.threadline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.local.run.DataFolder;
import io.threadline.local.run.Options;
import io.threadline.local.run.Port;
import io.threadline.local.run.Secrets;
import java.util.function.Consumer;

/**
 * Sets a run up through the public API, as its administrator would: skills, queues, agents, channel
 * accounts, then {@code demo.json}, then some history. All of it may be repeated.
 */
public final class DemoSetUp {

  private final Options options;
  private final DataFolder data;
  private final Secrets secrets;
  private final Consumer<String> progress;

  public DemoSetUp(Options options, DataFolder data, Secrets secrets, Consumer<String> progress) {
    this.options = options;
    this.data = data;
    this.secrets = secrets;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException when the API refuses a step
   */
  public void run() {
    String gateway = Port.GATEWAY.url(options.offset());
    try (ApiClient api = new ApiClient(gateway)) {
      for (JsonNode step : DemoResource.read("set-up.json")) {
        String path = step.path("put").asText();
        api.send(DemoUser.named("admin"), "PUT", path, step.path("body")).orFail("PUT " + path);
      }
      DemoChannels channels = new DemoChannels(api, secrets, options.offset());
      new DemoFile(gateway, DemoFile.users(DemoUser.ALL), channels.open()).write(data.demoFile());
      progress.accept("users, queues and channels are set up");
      if (!options.empty()) {
        new DemoHistory(api, progress).play();
      }
    }
  }
}
