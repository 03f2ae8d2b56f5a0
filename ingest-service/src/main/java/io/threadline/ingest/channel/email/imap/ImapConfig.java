package io.threadline.ingest.channel.email.imap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How mailboxes of email accounts with the setting {@code imapHost} are read. */
@ConfigMapping(prefix = "threadline.imap")
public interface ImapConfig {

  /** Whether this instance reads mailboxes. */
  @WithDefault("true")
  boolean enabled();

  /** How often accounts are looked for, and mailboxes of servers without IDLE are read. */
  @WithDefault("30s")
  Duration poll();

  /**
   * How long one IDLE may last before the mailbox is looked at: what arrives just before a server
   * begins to tell of news may go untold. Servers give up after 29 minutes (RFC 2177).
   */
  @WithDefault("1m")
  Duration idle();

  /** How long a mailbox belongs to an instance that says nothing. */
  @WithDefault("60s")
  Duration lease();

  /** The longest pause before a server that could not be reached is tried again. */
  @WithDefault("2m")
  Duration maxPause();
}
