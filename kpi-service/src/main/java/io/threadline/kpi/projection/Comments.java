package io.threadline.kpi.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What customers wrote to their satisfaction answers: all that is kept here of what they said. */
final class Comments {
  private static final String ERASE =
      """
      UPDATE csat_answer SET comment = NULL
      WHERE tenant_id = ? AND comment IS NOT NULL AND ticket_id IN (
        SELECT ticket_id FROM ticket_fact WHERE tenant_id = ? AND customer_id = ANY (?))
      """;

  private Comments() {}

  /** Erases the comments of customers who are forgotten; scores stay, and figures with them. */
  static void erase(Connection connection, UUID tenant, List<UUID> customers) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ERASE)) {
      update.setObject(1, tenant);
      update.setObject(2, tenant);
      update.setArray(3, connection.createArrayOf("uuid", customers.toArray()));
      update.executeUpdate();
    }
  }
}
