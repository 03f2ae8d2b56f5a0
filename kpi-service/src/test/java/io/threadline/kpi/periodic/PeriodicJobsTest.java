package io.threadline.kpi.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.kpi.generate.Lives;
import io.threadline.kpi.projection.Projection;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.testkit.ServiceResources;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "kpi"))
class PeriodicJobsTest {
  private final UUID tenant = UUID.randomUUID();

  @Inject PeriodicJobs jobs;
  @Inject Projection projection;
  @Inject Transactions transactions;

  @Test
  void whatIsDueIsDoneOnceByTwoInstancesAndIsDueAgainLater() throws Exception {
    Instant start = Instant.now().minus(Duration.ofDays(2)).minus(Duration.ofHours(1));
    transactions.inTenant(
        tenant,
        connection -> {
          projection.apply(
              connection, tenant, Lives.of(3, 40, tenant, start, Duration.ofMinutes(30)));
          return true;
        });
    assertThat(count("FROM periodic_job WHERE due_at <= now()")).isEqualTo(2);

    try (ExecutorService instances = Executors.newFixedThreadPool(2)) {
      for (Future<Object> done :
          instances.invokeAll(
              List.of(Executors.callable(jobs::run), Executors.callable(jobs::run)))) {
        done.get();
      }
    }

    assertThat(count("FROM periodic_job WHERE due_at > now()")).isEqualTo(2);
    assertThat(count("FROM (SELECT DISTINCT taken_at FROM backlog_snapshot) s")).isEqualTo(1);
    long unsolved =
        count(
            "FROM ticket_fact WHERE opened_at IS NOT NULL AND resolved_at IS NULL"
                + " AND abandoned_at IS NULL AND spam_at IS NULL");
    assertThat(unsolved).isPositive();
    assertThat(count("FROM backlog_snapshot, generate_series(1, count) WHERE age = '1-3 d'"))
        .isEqualTo(unsolved);
  }

  private long count(String from) {
    return transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement("SELECT count(*) " + from);
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
