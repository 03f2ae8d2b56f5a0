package io.threadline.ingest.channel.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Mail servers: the one we are and the one we use. */
@ConfigMapping(prefix = "threadline.smtp")
public interface SmtpConfig {

  /** The port of our listener; 0 takes a free one, negative means none. */
  @WithDefault("2525")
  int port();

  /** The name our listener greets with and our Message-IDs end in. */
  @WithDefault("threadline.local")
  String host();

  /** How many mail servers may be connected at once. */
  @WithDefault("100")
  int maxConnections();

  /** The mail server we send through, as {@code host:port}. */
  @WithDefault("localhost:2526")
  String out();

  /** The login at that server, if it wants one. */
  Optional<String> username();

  /** The password at that server. */
  Optional<String> password();

  /** Whether to demand TLS there. */
  @WithDefault("false")
  boolean startTls();

  /** How long it may take to connect to it. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** How long it may take to answer a command. */
  @WithDefault("15s")
  Duration readTimeout();
}
