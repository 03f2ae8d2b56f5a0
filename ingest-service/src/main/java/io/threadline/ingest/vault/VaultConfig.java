package io.threadline.ingest.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the vault gives way to accepting. */
@ConfigMapping(prefix = "threadline.vault")
public interface VaultConfig {

  /**
   * How many messages accepted in a second are a rush, in which the vault waits: as many as the
   * services behind cannot follow on their machines either.
   */
  @WithDefault("3000")
  int rush();

  /** How long the vault waits at most in a rush; after that it works on until it has caught up. */
  @WithDefault("5s")
  Duration patience();
}
