package io.threadline.ingest.channel.email;

import java.time.Duration;
import java.util.Optional;

/** Settings of a mail server for tests without a container. */
record TestSmtp(String out) implements SmtpConfig {
  @Override
  public int port() {
    return -1;
  }

  @Override
  public String host() {
    return "localhost";
  }

  @Override
  public int maxConnections() {
    return 10;
  }

  @Override
  public Optional<String> username() {
    return Optional.empty();
  }

  @Override
  public Optional<String> password() {
    return Optional.empty();
  }

  @Override
  public boolean startTls() {
    return false;
  }

  @Override
  public Duration connectTimeout() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Duration readTimeout() {
    return Duration.ofSeconds(2);
  }
}
