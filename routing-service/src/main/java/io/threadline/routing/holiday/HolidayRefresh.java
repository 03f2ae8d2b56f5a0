package io.threadline.routing.holiday;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.platform.id.Ids;
import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.engine.PoolWriter;
import io.threadline.routing.engine.Pools;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Gives calendars the holidays of a year long before it begins. They become a logged input as a
 * supervisor's change does, so a replay knows them; a change that a supervisor makes at the same
 * moment wins, and the holidays are added to it the next time.
 */
@ApplicationScoped
public class HolidayRefresh {
  private static final Logger LOG = Logger.getLogger(HolidayRefresh.class);

  private final Pools pools;
  private final HolidayConfig config;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("holidays").daemon().factory());

  HolidayRefresh(Pools pools, HolidayConfig config) {
    this.pools = pools;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    long seconds = config.refresh().toSeconds();
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> refresh(LocalDate.now()), Math.min(60, seconds), seconds, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.shutdown();
  }

  /**
   * Looks through the calendars of the pools that this instance writes.
   *
   * @param today a holiday counts as known two years ahead of it
   */
  public void refresh(LocalDate today) {
    for (PoolWriter writer : pools.owned()) {
      try {
        List<CalendarDefinition> calendars = writer.ask(engine -> engine.calendars()).join();
        calendars.forEach(calendar -> refresh(writer, calendar, today));
      } catch (CompletionException e) {
        LOG.debugf("pool %s did not tell its calendars: %s", writer.key().pool(), e.getMessage());
      } catch (RuntimeException e) {
        LOG.warnf("pool %s: holidays not looked up: %s", writer.key().pool(), e.getMessage());
      }
    }
  }

  private static void refresh(PoolWriter writer, CalendarDefinition calendar, LocalDate today) {
    try {
      Holidays.extended(calendar, today)
          .ifPresent(extended -> {
            Input input = new Input.CalendarDefined(extended, calendar.version());
            Reply reply = writer.submit(Ids.next(), input, null).join();
            LOG.infof(
                "calendar '%s' of tenant %s knows its holidays through %s: %s",
                calendar.name(), writer.key().tenant(), extended.holidaysThrough(), reply);
          });
    } catch (ApiException e) {
      LOG.warnf("calendar '%s': %s", calendar.name(), e.getMessage());
    }
  }
}
