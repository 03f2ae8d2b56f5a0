package io.threadline.kpi;

import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Policy;
import io.threadline.kpi.projection.Projection;
import io.threadline.kpi.projection.Rebuild;
import io.threadline.kpi.recount.Recount;
import io.threadline.kpi.report.Backlog;
import io.threadline.kpi.report.Drilldown;
import io.threadline.kpi.report.Reports;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the service's parts, which know nothing of CDI. */
final class Parts {

  @Produces
  @Singleton
  Catalogue catalogue(KpiConfig config) {
    return new Catalogue(
        new Policy(
            config.serviceLevelTarget(), config.serviceLevelFormula(), config.repeatWindow()));
  }

  @Produces
  @Singleton
  Projection projection(Catalogue catalogue) {
    return new Projection(catalogue);
  }

  @Produces
  @Singleton
  Rebuild rebuild(Catalogue catalogue) {
    return new Rebuild(catalogue);
  }

  @Produces
  @Singleton
  Recount recount(Catalogue catalogue) {
    return new Recount(catalogue);
  }

  @Produces
  @Singleton
  Backlog backlog() {
    return new Backlog();
  }

  @Produces
  @Singleton
  Reports reports(Catalogue catalogue, Backlog backlog) {
    return new Reports(catalogue, backlog);
  }

  @Produces
  @Singleton
  Drilldown drilldown() {
    return new Drilldown();
  }
}
