package io.threadline.kpi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The choices that KPI definitions leave open, and how often periodic work is done. */
@ConfigMapping(prefix = "threadline.kpi")
public interface KpiConfig {

  /**
   * T of the service level: a customer whom an agent takes within this is answered in time. After a
   * change the aggregates are built anew at the next start.
   */
  @WithDefault("60s")
  Duration serviceLevelTarget();

  /** Which of ICMI's four formulas the KPI {@code service-level} is, 1 to 4. */
  @WithDefault("4")
  int serviceLevelFormula();

  /** W of first-time resolution and repeat contacts; as for the service level. */
  @WithDefault("7d")
  Duration repeatWindow();

  /** The time zone of reports that name none, as {@code Europe/Madrid}. */
  @WithDefault("UTC")
  String zone();

  /** How often the backlog is written down. */
  @WithDefault("1h")
  Duration snapshotEvery();

  /** How often a random day of each tenant is counted again from the raw events. */
  @WithDefault("1d")
  Duration recountEvery();

  /** Consumers of this instance; each takes a share of the partitions. */
  @WithDefault("1")
  int consumers();
}
