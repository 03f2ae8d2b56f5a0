package io.threadline.conversation.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How outgoing webhooks are called. */
@ConfigMapping(prefix = "threadline.webhooks")
public interface WebhookConfig {
  /**
   * Whether webhooks may be plain HTTP and may be at private and loopback addresses. For tests and
   * the local run only: it lets whoever sets a webhook up reach into the network of this service.
   */
  @WithDefault("false")
  boolean allowPrivate();

  /** How often it is looked for calls that are due. */
  @WithDefault("500ms")
  Duration poll();

  /** Calls made at once. */
  @WithDefault("20")
  int concurrency();

  /** How long a call may take, the answer included. */
  @WithDefault("10s")
  Duration timeout();

  /** How long the log of calls is kept. */
  @WithDefault("30d")
  Duration keep();
}
