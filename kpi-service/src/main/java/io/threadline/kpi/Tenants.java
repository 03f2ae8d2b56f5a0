package io.threadline.kpi;

import io.threadline.platform.database.Transactions;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tenants that have had an event. */
@Singleton
public final class Tenants {
  private static final int MOST = 10_000;

  private final Transactions transactions;

  public Tenants(Transactions transactions) {
    this.transactions = transactions;
  }

  /** All of them, at most 10,000, in order of their ids. */
  public List<UUID> all() {
    return ids("SELECT DISTINCT tenant_id FROM periodic_job ORDER BY tenant_id LIMIT " + MOST);
  }

  /** Those with a job that is due by PostgreSQL's clock, the longest due first. */
  public List<UUID> withJobsDue(int limit) {
    return ids(
        "SELECT tenant_id FROM periodic_job WHERE due_at <= now() GROUP BY tenant_id"
            + " ORDER BY min(due_at) LIMIT "
            + limit);
  }

  private List<UUID> ids(String sql) {
    return transactions.asSystem(connection -> {
      List<UUID> ids = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(sql);
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    });
  }
}
