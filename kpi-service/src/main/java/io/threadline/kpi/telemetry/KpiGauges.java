package io.threadline.kpi.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.threadline.kpi.Tenants;
import io.threadline.kpi.core.measure.Formula;
import io.threadline.kpi.core.measure.Kpi;
import io.threadline.kpi.core.measure.Unit;
import io.threadline.kpi.report.Figures;
import io.threadline.kpi.report.Reports;
import io.threadline.kpi.report.Sums;
import io.threadline.platform.database.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every KPI that events make, over the last 24 hours, as gauges: {@code
 * threadline_kpi_first_response_time_seconds{channel, statistic}}, {@code
 * threadline_kpi_csat_ratio{channel}}, {@code threadline_kpi_contacts{channel}}. All tenants
 * together; the only labels are the channel, of which there are at most {@link #MOST_CHANNELS}, and
 * the statistic. A figure that rests on nothing is NaN, as Prometheus writes "no value".
 */
@Singleton
public class KpiGauges {
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final String ALL = "all";
  private static final int MOST_CHANNELS = 20;
  private static final int MOST_TENANTS = 100;

  private final Reports reports;
  private final Tenants tenants;
  private final Transactions transactions;
  private final MeterRegistry registry;
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  KpiGauges(Reports reports, Tenants tenants, Transactions transactions, MeterRegistry registry) {
    this.reports = reports;
    this.tenants = tenants;
    this.transactions = transactions;
    this.registry = registry;
  }

  /** Reads the figures again. */
  public void refresh() {
    Map<String, Sums> channels = new TreeMap<>();
    Instant since = Instant.now().minus(WINDOW);
    List<UUID> some = tenants.all().stream().limit(MOST_TENANTS).toList();
    for (UUID tenant : some) {
      transactions
          .inTenant(tenant, connection -> reports.byChannel(connection, since))
          .forEach((channel, sums) -> {
            channels.computeIfAbsent(ALL, c -> new Sums()).add(sums);
            if (channels.containsKey(channel) || channels.size() <= MOST_CHANNELS) {
              channels.computeIfAbsent(channel, c -> new Sums()).add(sums);
            }
          });
    }
    Map<String, Double> fresh = new HashMap<>();
    channels.putIfAbsent(ALL, new Sums());
    channels.forEach((channel, sums) -> publish(channel, sums, fresh));
    values.keySet().retainAll(fresh.keySet());
    values.putAll(fresh);
  }

  private void publish(String channel, Sums sums, Map<String, Double> fresh) {
    for (Kpi kpi : reports.catalogue().kpis()) {
      Figures figures = sums.figures(kpi.formula());
      switch (kpi.formula()) {
        case Formula.Stock stock -> set(kpi, channel, null, figures.value(), fresh);
        case Formula.Count count -> set(kpi, channel, null, figures.value(), fresh);
        case Formula.Ratio ratio -> set(kpi, channel, null, figures.value(), fresh);
        case Formula.Distribution distribution -> {
          set(kpi, channel, "median", figures.median(), fresh);
          set(kpi, channel, "p90", figures.p90(), fresh);
          set(kpi, channel, "mean", figures.mean(), fresh);
        }
      }
    }
  }

  private void set(
      Kpi kpi,
      String channel,
      @Nullable String statistic,
      @Nullable Double value,
      Map<String, Double> fresh) {
    String name =
        "threadline.kpi."
            + kpi.key().replace('-', '.')
            + (kpi.unit() == Unit.COUNT ? "" : "." + kpi.unit().text());
    Tags tags = Tags.of("channel", channel);
    if (statistic != null) {
      tags = tags.and("statistic", statistic);
    }
    String id = name + tags.stream().toList();
    fresh.put(id, value == null ? Double.NaN : value);
    // Registering what is registered already changes nothing.
    Gauge.builder(name, values, all -> all.getOrDefault(id, Double.NaN))
        .description(kpi.title() + ", last 24 hours: " + kpi.text())
        .tags(tags)
        .register(registry);
  }
}
