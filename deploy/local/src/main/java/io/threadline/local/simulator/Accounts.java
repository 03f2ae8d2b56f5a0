package io.threadline.local.simulator;

import io.threadline.local.demo.DemoFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The provider accounts of this run: those that {@code demo.json} names. */
public record Accounts(Path demoFile) {

  /** A Twilio account with its secret. */
  public record Twilio(String accountSid, String authToken) {}

  /** The account of that SID. */
  public Optional<Twilio> twilio(String accountSid) {
    return channels().values().stream()
        .filter(channel -> accountSid.equals(channel.get("accountSid")))
        .findFirst()
        .map(channel -> new Twilio(accountSid, channel.getOrDefault("authToken", "")));
  }

  /**
   * How to reach the run on a channel.
   *
   * @throws InvalidOrderException when the run has no such channel
   */
  public Map<String, String> channel(String channel) {
    Map<String, String> found = channels().get(channel);
    if (found == null) {
      throw new InvalidOrderException(
          "this run has no channel '%s', it has %s".formatted(channel, channels().keySet()));
    }
    return found;
  }

  private Map<String, Map<String, String>> channels() {
    return DemoFile.read(demoFile).map(DemoFile::channels).orElse(Map.of());
  }
}
