package io.threadline.platform.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.threadline.platform.outbox.OutboxSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Transactions that Panache joins: the data source gives everybody in them one connection. */
public final class JtaTransactions implements Transactions {
  private final DataSource dataSource;
  private final OutboxSignal signal;

  public JtaTransactions(DataSource dataSource, OutboxSignal signal) {
    this.dataSource = dataSource;
    this.signal = signal;
  }

  @Override
  public <T> T inTenant(UUID tenant, Work<T> work) {
    return run(connection -> {
      Tenancy.enter(connection, tenant);
      return work.apply(connection);
    });
  }

  @Override
  public <T> T asSystem(Work<T> work) {
    return run(work);
  }

  private <T> T run(Work<T> work) {
    signal.begin();
    T result =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              try (Connection connection = dataSource.getConnection()) {
                return work.apply(connection);
              } catch (SQLException e) {
                throw new DatabaseException(e);
              }
            });
    signal.committed();
    return result;
  }
}
