package io.threadline.routing.holiday;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calendars keep knowing their holidays. */
@ConfigMapping(prefix = "threadline.holidays")
public interface HolidayConfig {

  /**
   * How often calendars are looked through for holidays that were not looked up yet: a year's are,
   * two years before it begins.
   */
  @WithDefault("6h")
  Duration refresh();
}
