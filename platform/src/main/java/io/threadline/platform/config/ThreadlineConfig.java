package io.threadline.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What every service is configured with. */
@ConfigMapping(prefix = "threadline")
public interface ThreadlineConfig {

  /**
   * The service's short name: {@code ingest}, {@code routing}, {@code conversation}, {@code kpi}.
   */
  String service();

  /** The brokers, as {@code host:port,host:port}. */
  @WithDefault("localhost:9092")
  String kafka();

  /** The address under which customers' providers and agents reach the gateway, without a slash. */
  @WithDefault("http://localhost:8080")
  String publicUrl();

  /** A directory of this instance for spool and blobs; must survive a restart. */
  @WithDefault("data")
  String data();

  /** The outbox. */
  Outbox outbox();

  /** Secrets at rest. */
  Secrets secrets();

  /** How the outbox is published. */
  interface Outbox {
    /** How many shards; the same in every instance of a service. */
    @WithDefault("4")
    int shards();

    /** Rows read, sent and deleted at once. */
    @WithDefault("1000")
    int batch();

    /** How long an idle relay waits before it looks for rows of instances that died. */
    @WithDefault("200ms")
    Duration idle();

    /** How long an instance that is frozen or cut off keeps the shards that it publishes. */
    @WithDefault("15s")
    Duration lease();
  }

  /** How secrets are sealed. */
  interface Secrets {
    /** The key that seals secrets at rest: 32 bytes, base64. There is no default. */
    String key();
  }
}
