package io.threadline.routing.intake.rule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this instance decides what a ticket needs. */
@ConfigMapping(prefix = "threadline.triage")
public interface TriageConfig {

  /** How often rules that were saved in other instances are looked for. */
  @WithDefault("1s")
  Duration rulesRefresh();
}
