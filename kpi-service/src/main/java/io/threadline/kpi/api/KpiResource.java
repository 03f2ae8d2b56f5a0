package io.threadline.kpi.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.threadline.kpi.KpiConfig;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Kpi;
import io.threadline.kpi.core.window.Period;
import io.threadline.kpi.report.Drilldown;
import io.threadline.kpi.report.Drilldown.After;
import io.threadline.kpi.report.Question;
import io.threadline.kpi.report.Report;
import io.threadline.kpi.report.Reports;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The KPIs: which there are, their figures, and the tickets behind them. */
@Path("/api/kpis")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
@RunOnVirtualThread
public class KpiResource {
  private final Reports reports;
  private final Drilldown drilldown;
  private final Transactions transactions;
  private final Caller caller;
  private final KpiConfig config;

  public KpiResource(
      Reports reports,
      Drilldown drilldown,
      Transactions transactions,
      Caller caller,
      KpiConfig config) {
    this.reports = reports;
    this.drilldown = drilldown;
    this.transactions = transactions;
    this.caller = caller;
    this.config = config;
  }

  /** A KPI as it describes itself. */
  public record Description(
      String key,
      String title,
      String formula,
      String unit,
      String population,
      String clock,
      int version,
      @Nullable String settlesAfter) {
    static Description of(Kpi kpi) {
      return new Description(
          kpi.key(),
          kpi.title(),
          kpi.text(),
          kpi.unit().text(),
          kpi.population(),
          kpi.clock(),
          kpi.version(),
          kpi.settlesAfter() == null ? null : kpi.settlesAfter().toString());
    }
  }

  @GET
  @Operation(summary = "Every KPI with its formula: how it is computed, in words")
  public Page<Description> catalogue() {
    return new Page<>(reports.catalogue().kpis().stream().map(Description::of).toList(), null);
  }

  @GET
  @Path("/{key}")
  @Operation(summary = "A KPI over time, by calendar periods of a zone")
  public Report report(@PathParam("key") String key, @BeanParam Asked asked) {
    Question question = question(key, asked);
    List<Period> parts =
        question.period().split(question.granularity(), question.zone(), Reports.MOST_PERIODS + 1);
    if (parts.size() > Reports.MOST_PERIODS) {
      throw ApiException.invalid(
          "granularity",
          question.granularity(),
          "it cuts the time from "
              + question.period().start()
              + " to "
              + question.period().end()
              + " into more than "
              + Reports.MOST_PERIODS
              + " periods: ask for less time or a coarser granularity");
    }
    try {
      return transactions.inTenant(
          caller.tenant(), connection -> reports.answer(connection, question, parts));
    } catch (Reports.TooManyPointsException e) {
      throw ApiException.invalid(
          "by", asked.by, e.getMessage() + ": ask for less time or a coarser granularity");
    }
  }

  @GET
  @Path("/{key}/tickets")
  @Operation(summary = "The tickets behind a figure, each with its value")
  public Page<Drilldown.Item> tickets(
      @PathParam("key") String key,
      @BeanParam Asked asked,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int rows = Cursor.limit(limit);
    Question question = question(key, asked);
    if (!drilldown.isPossible(question.kpi())) {
      throw ApiException.invalid(
          "key", key, "it counts deliveries of messages, which have no list of tickets");
    }
    Cursor place = new Cursor("kpi-tickets|" + key + "|" + query(asked));
    Optional<List<String>> keys = place.keys(cursor, 2);
    @Nullable After after =
        keys.map(k -> new After(Instant.parse(k.get(0)), UUID.fromString(k.get(1)))).orElse(null);
    List<Drilldown.Item> items =
        transactions.inTenant(
            caller.tenant(),
            connection -> drilldown.tickets(connection, question, after, rows + 1));
    return Page.of(items, rows, item -> place.after(item.at(), item.ticketId()));
  }

  private Question question(String key, Asked asked) {
    Catalogue catalogue = reports.catalogue();
    return asked.question(catalogue, key, config.zone(), Instant.now());
  }

  /** As asked, so that a range that ends "now" keeps its cursor. */
  private static String query(Asked asked) {
    return String.join(
        "|",
        List.of(
            String.valueOf(asked.from),
            String.valueOf(asked.to),
            String.valueOf(asked.zone),
            String.valueOf(asked.channel),
            String.valueOf(asked.queue),
            String.valueOf(asked.agent)));
  }
}
