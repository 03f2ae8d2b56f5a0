package io.threadline.kpi.projection;

import io.threadline.kpi.core.story.Contacts;
import io.threadline.kpi.core.story.CustomerFact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;

/** The fact rows of customers. */
final class CustomerFacts {
  private static final String CREATE =
      """
      INSERT INTO customer_fact (tenant_id, customer_id)
      SELECT ?, c.id FROM unnest(?::uuid[]) WITH ORDINALITY AS c(id, place)
      WHERE NOT EXISTS (SELECT FROM customer_fact f WHERE f.tenant_id = ? AND f.customer_id = c.id)
      ORDER BY c.place
      ON CONFLICT DO NOTHING
      """;
  private static final String LOCK =
      """
      SELECT customer_id, contacts FROM customer_fact
      WHERE tenant_id = ? AND customer_id = ANY (?::uuid[])
      ORDER BY customer_id FOR UPDATE
      """;
  private static final String WRITE =
      """
      UPDATE customer_fact f SET version = f.version + 1, contacts = u.contacts
      FROM unnest(?::uuid[], ?::bytea[]) AS u(customer_id, contacts)
      WHERE f.tenant_id = ? AND f.customer_id = u.customer_id
      """;

  private CustomerFacts() {}

  /** As {@link TicketFacts#lock}; only to be called after it. */
  static Map<UUID, CustomerFact> lock(Connection connection, UUID tenant, SortedSet<UUID> customers)
      throws SQLException {
    Map<UUID, CustomerFact> facts = new HashMap<>();
    if (customers.isEmpty()) {
      return facts;
    }
    List<UUID> ids = List.copyOf(customers);
    try (PreparedStatement create = connection.prepareStatement(CREATE)) {
      create.setObject(1, tenant);
      SqlArrays.ids(create, 2, ids);
      create.setObject(3, tenant);
      create.executeUpdate();
    }
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setObject(1, tenant);
      SqlArrays.ids(lock, 2, ids);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          byte[] contacts = rows.getBytes("contacts");
          facts.put(
              rows.getObject("customer_id", UUID.class),
              contacts == null ? CustomerFact.EMPTY : Contacts.read(contacts));
        }
      }
    }
    return facts;
  }

  /** Writes facts whose rows are locked. */
  static void write(Connection connection, UUID tenant, Map<UUID, CustomerFact> facts)
      throws SQLException {
    if (facts.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      new SqlArrays<>(update, 0, facts.entrySet())
          .column("uuid", Map.Entry::getKey)
          .bytes(row -> Contacts.write(row.getValue()));
      update.setObject(3, tenant);
      update.executeUpdate();
    }
  }
}
