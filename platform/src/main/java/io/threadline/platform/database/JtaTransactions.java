package io.threadline.platform.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.threadline.platform.outbox.OutboxSignal;
import java.sql.Connection;
import java.sql.SQLException;
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
  public <T> T asSystem(Work<T> work) {
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
