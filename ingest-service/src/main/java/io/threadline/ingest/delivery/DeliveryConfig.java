package io.threadline.ingest.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How outbound messages leave. */
@ConfigMapping(prefix = "threadline.delivery")
public interface DeliveryConfig {

  /** How many provider calls run at once. */
  @WithDefault("16")
  int concurrency();

  /** How often due deliveries are looked for when nothing wakes the dispatcher. */
  @WithDefault("500ms")
  Duration poll();

  /** After this long a call cannot be running any more; longer than any timeout of a sender. */
  @WithDefault("2m")
  Duration longestCall();
}
