package io.threadline.kpi.projection;

import io.threadline.contracts.DeliveryState;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Tallies;
import io.threadline.kpi.core.story.Contacts;
import io.threadline.kpi.core.story.DeliveryFact;
import io.threadline.kpi.core.story.Stories;
import io.threadline.kpi.core.story.TicketFact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Builds a tenant's aggregates anew from the facts: when the declarations have changed, or when a
 * recount found a mismatch. The tenant's events wait meanwhile.
 */
public final class Rebuild {
  private static final int PAGE = 2_000;

  private final Catalogue catalogue;

  public Rebuild(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Builds them if they were built with other declarations; answers whether they were. */
  public boolean ifChanged(Connection connection, UUID tenant) throws SQLException {
    String built = Definitions.lock(connection, tenant);
    if (built == null || built.equals(catalogue.fingerprint())) {
      return false;
    }
    run(connection, tenant);
    return true;
  }

  /** Builds them. */
  public void run(Connection connection, UUID tenant) throws SQLException {
    Definitions.lock(connection, tenant);
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM aggregate WHERE tenant_id = ?")) {
      delete.setObject(1, tenant);
      delete.executeUpdate();
    }
    pages(
        connection,
        tenant,
        "SELECT ticket_id, story FROM ticket_fact WHERE tenant_id = ? AND story IS NOT NULL"
            + " AND ticket_id > ? ORDER BY ticket_id LIMIT ?",
        (row, tallies) ->
            tallies.plus(TicketFact.of(Stories.read(row.getBytes(2))).observations()));
    pages(
        connection,
        tenant,
        "SELECT customer_id, contacts FROM customer_fact WHERE tenant_id = ?"
            + " AND contacts IS NOT NULL AND customer_id > ? ORDER BY customer_id LIMIT ?",
        (row, tallies) -> tallies.plus(Contacts.read(row.getBytes(2)).observations()));
    pages(
        connection,
        tenant,
        "SELECT message_id, channel, reported_at, state FROM delivery_fact WHERE tenant_id = ?"
            + " AND message_id > ? ORDER BY message_id LIMIT ?",
        (row, tallies) ->
            tallies.plus(
                List.of(
                    new DeliveryFact(
                            row.getString(2),
                            Objects.requireNonNull(SqlArrays.instant(row, "reported_at")),
                            DeliveryState.valueOf(row.getString(4)))
                        .observation())));
    Definitions.store(connection, tenant, catalogue.fingerprint());
  }

  @FunctionalInterface
  private interface Take {
    void from(ResultSet row, Tallies tallies) throws SQLException;
  }

  private void pages(Connection connection, UUID tenant, String sql, Take take)
      throws SQLException {
    UUID after = new UUID(0, 0);
    int read;
    do {
      Tallies tallies = new Tallies(catalogue.stored());
      read = 0;
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setObject(1, tenant);
        select.setObject(2, after);
        select.setInt(3, PAGE);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            after = rows.getObject(1, UUID.class);
            take.from(rows, tallies);
            read++;
          }
        }
      }
      Aggregates.add(connection, tenant, tallies.changes());
    } while (read == PAGE);
  }
}
