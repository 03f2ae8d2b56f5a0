package io.threadline.ingest.channel.twilio;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Twilio's REST API. */
@ConfigMapping(prefix = "threadline.twilio")
public interface TwilioConfig {

  /** A base URL to call instead of https://api.twilio.com, as the simulator's. */
  Optional<String> api();
}
