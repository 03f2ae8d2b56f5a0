package io.threadline.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Runs work in one database transaction: committed when the work returns, rolled back when it
 * throws. Row-level security shows and accepts only the rows of the tenant that the transaction was
 * begun for.
 */
public interface Transactions {

  /** Work for one tenant. */
  default <T> T inTenant(UUID tenant, Work<T> work) {
    return asSystem(connection -> {
      Tenancy.enter(connection, tenant);
      return work.apply(connection);
    });
  }

  /**
   * Work of the machinery (outbox, positions, leases): it sees the shared tables and no tenant's
   * rows, unless the work itself enters a tenant.
   */
  <T> T asSystem(Work<T> work);

  /**
   * What to do inside a transaction.
   *
   * @param <T> what it returns
   */
  @FunctionalInterface
  interface Work<T> {
    T apply(Connection connection) throws SQLException;
  }
}
