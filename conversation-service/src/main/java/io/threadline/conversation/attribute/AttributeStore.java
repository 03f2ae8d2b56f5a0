package io.threadline.conversation.attribute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Rows of customers' attributes. */
public final class AttributeStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> VALUES = new TypeReference<>() {};

  private static final String OF =
      """
      SELECT customer_id, attributes, version FROM customer_attributes
      WHERE customer_id = ANY (?::uuid[])
      """;

  private static final String SAVE =
      """
      INSERT INTO customer_attributes (customer_id, tenant_id, attributes, version)
      VALUES (?, threadline_tenant(), ?::jsonb, ?)
      ON CONFLICT (customer_id) DO UPDATE SET attributes = excluded.attributes,
        version = excluded.version WHERE customer_attributes.version = excluded.version - 1
      """;

  private AttributeStore() {}

  /** What is known of those customers; no entry for one of whom nothing is. */
  public static Map<UUID, Attributes> of(Connection connection, Collection<UUID> customers)
      throws SQLException {
    Map<UUID, Attributes> known = new HashMap<>();
    if (customers.isEmpty()) {
      return known;
    }
    try (PreparedStatement select = connection.prepareStatement(OF)) {
      RowArrays.bind(select, customers).uuid(id -> id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          known.put(
              Columns.uuid(row, "customer_id"),
              new Attributes(values(Columns.text(row, "attributes")), row.getLong("version")));
        }
      }
    }
    return known;
  }

  static Attributes of(Connection connection, UUID customer) throws SQLException {
    return of(connection, List.of(customer)).getOrDefault(customer, Attributes.NONE);
  }

  /** Replaces them; false if somebody else has since the version before. */
  static boolean save(Connection connection, UUID customer, Attributes attributes)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SAVE)) {
      insert.setObject(1, customer);
      insert.setString(2, text(attributes.values()));
      insert.setLong(3, attributes.version());
      return insert.executeUpdate() == 1;
    }
  }

  private static SortedMap<String, String> values(String json) {
    try {
      return JSON.readValue(json, VALUES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored attributes are no texts by name", e);
    }
  }

  private static String text(SortedMap<String, String> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("attributes cannot be written", e);
    }
  }
}
