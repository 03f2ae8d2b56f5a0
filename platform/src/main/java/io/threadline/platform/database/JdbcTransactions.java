package io.threadline.platform.database;

import io.threadline.platform.outbox.OutboxSignal;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions straight on a data source: for consumers, relays and everything without Panache. */
public final class JdbcTransactions implements Transactions {
  private final DataSource dataSource;
  private final OutboxSignal signal;

  public JdbcTransactions(DataSource dataSource, OutboxSignal signal) {
    this.dataSource = dataSource;
    this.signal = signal;
  }

  @Override
  public <T> T asSystem(Work<T> work) {
    signal.begin();
    try (Connection connection = dataSource.getConnection()) {
      T result = commit(connection, work);
      signal.committed();
      return result;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
    boolean committed = false;
    connection.setAutoCommit(false);
    try {
      T result = work.apply(connection);
      connection.commit();
      committed = true;
      return result;
    } finally {
      if (!committed) {
        rollback(connection);
      }
      restore(connection);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone, and with it the transaction: the failure that led here tells more.
      System.getLogger(JdbcTransactions.class.getName())
          .log(System.Logger.Level.DEBUG, "rollback failed", e);
    }
  }

  private static void restore(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      System.getLogger(JdbcTransactions.class.getName())
          .log(System.Logger.Level.DEBUG, "connection was lost", e);
    }
  }
}
