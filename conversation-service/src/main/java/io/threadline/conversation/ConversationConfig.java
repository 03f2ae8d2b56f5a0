package io.threadline.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the conversation-service is configured with. */
@ConfigMapping(prefix = "threadline.conversation")
public interface ConversationConfig {

  /**
   * For how long after it was resolved a ticket takes the customer's next message; later, the
   * message opens a new one.
   */
  @WithDefault("3d")
  Duration reopenWindow();

  /**
   * How long after it was resolved a ticket is closed, never before the reopen window has passed:
   * longer than that window by as much as a message may be late.
   */
  @WithDefault("7d")
  Duration closeAfter();

  /** How often it is looked for snoozes, follow-ups and promises that have come due. */
  @WithDefault("2s")
  Duration reminderInterval();

  /** The live view of agents. */
  Live live();

  /** How the live view is kept. */
  interface Live {
    /** Frames kept in memory, so that a reconnecting agent is served without reading Kafka. */
    @WithDefault("20000")
    int ring();

    /** Frames that may wait for one agent's connection before it is closed as too slow. */
    @WithDefault("2000")
    int backlog();

    /** How long the broker may hold a fetch back to fill it. */
    @WithDefault("20ms")
    Duration fetchWait();
  }
}
