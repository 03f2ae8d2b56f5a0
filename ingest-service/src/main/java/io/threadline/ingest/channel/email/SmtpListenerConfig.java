package io.threadline.ingest.channel.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the SMTP listener offers to and demands of the servers that call it. */
@ConfigMapping(prefix = "threadline.smtp.listener")
public interface SmtpListenerConfig {

  /** A PKCS12 file with certificate and key: with it the listener offers STARTTLS. */
  Optional<String> keyStore();

  /** The password of that file. */
  Optional<String> keyStorePassword();

  /** Whether to refuse mail over connections without TLS. */
  @WithDefault("false")
  boolean requireTls();

  /**
   * Whether to take mail only from servers that log in, as the mailbox with the key of its account.
   * Logging in is possible without this, too.
   */
  @WithDefault("false")
  boolean requireAuth();

  /** How many mails one sender may begin in a minute; above it 452. */
  @WithDefault("30000")
  int senderPerMinute();

  /** Bytes of mails that are being received, all together; above it 452. */
  @WithDefault("67108864")
  long bytes();
}
