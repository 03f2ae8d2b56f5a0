package io.threadline.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.database.DatabaseException;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestServers;
import io.threadline.routing.core.Input;
import io.threadline.routing.store.LogBatch;
import io.threadline.routing.store.PoolKey;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** The writer while its connections are cut again and again: each request has one effect. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class LostConnectionTest {
  private static final int REQUESTS = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Inject @RelayProducer Producer<String, byte[]> producer;
  @Inject JdbcTransactions transactions;
  @Inject Pools pools;

  private final UUID tenant = Ids.next();

  @Test
  void everyRequestHasOneEffectWhateverIsCut() throws ExecutionException, InterruptedException {
    for (int i = 0; i < REQUESTS; i++) {
      producer.send(EventHeaders.toRecord(request())).get();
      if (i % 120 == 60) {
        cut();
      }
    }
    until(REQUESTS);
    assertThat(
            transactions.inTenant(tenant, PoolDatabase::entries).stream()
                .map(LogBatch.Entry::input)
                .filter(Input.Enqueue.class::isInstance))
        .hasSize(REQUESTS)
        .doesNotHaveDuplicates();
    PoolWriter writer = pools.owned(PoolKey.ofTenant(tenant)).orElseThrow();
    long hash = writer.ask(engine -> engine.stateHash()).join();
    assertThat(count("SELECT state_hash FROM pool_lease")).isEqualTo(hash);
  }

  private Envelope<AgentRequested> request() {
    UUID id = Ids.next();
    AgentRequested asked =
        new AgentRequested(
            "default",
            id,
            id,
            id,
            Channel.SMS,
            id,
            null,
            "en",
            Priority.NORMAL,
            "",
            null,
            false,
            Instant.now());
    return new Envelope<>(Ids.next(), tenant, "/test", Instant.now(), null, asked);
  }

  private static void cut() {
    try (Connection connection = TestServers.postgres().superuser("threadline");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'routing_app'");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void until(long tickets) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long seen = -1;
    while (seen < tickets) {
      assertThat(System.nanoTime()).as("%d of %d tickets came", seen, tickets).isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
      try {
        seen = count("SELECT count(*) FROM ticket");
      } catch (DatabaseException e) {
        // This connection was cut too: the next one will do.
        seen = -1;
      }
    }
    assertThat(seen).isEqualTo(tickets);
  }

  private long count(String sql) {
    return transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql);
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
