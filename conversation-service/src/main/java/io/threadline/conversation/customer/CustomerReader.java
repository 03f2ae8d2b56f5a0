package io.threadline.conversation.customer;

import io.threadline.contracts.Channel;
import io.threadline.conversation.core.Storable;
import io.threadline.conversation.customer.CustomerView.IdentityView;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.database.RowArrays;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds customers. */
public final class CustomerReader {
  private static final String BY_ADDRESS =
      """
      SELECT DISTINCT customer_id AS id FROM identity
      WHERE address = ANY (?::text[]) AND (?::uuid IS NULL OR customer_id < ?::uuid)
        AND evidence <> 'guessed'
      ORDER BY customer_id DESC LIMIT ?
      """;

  private static final String ALL =
      "SELECT id FROM customer WHERE (?::uuid IS NULL OR id < ?::uuid) AND merged_into IS NULL"
          + " ORDER BY id DESC LIMIT ?";

  private static final String PROFILES =
      "SELECT id, display_name, version, birth_date FROM customer WHERE id = ANY (?::uuid[])"
          + " ORDER BY id DESC";

  private static final String IDENTITIES =
      """
      SELECT customer_id, address, channels, evidence FROM identity
      WHERE customer_id = ANY (?::uuid[]) ORDER BY created_at, address
      """;

  private CustomerReader() {}

  /**
   * The spellings under which an address may be stored: as an email address, as a phone number, and
   * as it is, for the ids of providers.
   */
  static Set<String> spellings(String address) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(Storable.text(address.strip()));
    for (Channel channel : List.of(Channel.EMAIL, Channel.SMS)) {
      spellings.add(Storable.text(Addresses.comparable(channel, address, null)));
      // A plus sign that was not escaped in a URL arrives as a blank.
      spellings.add(Storable.text(Addresses.comparable(channel, '+' + address.strip(), null)));
    }
    return spellings;
  }

  static List<CustomerView> byAddress(
      Connection connection, String address, @Nullable UUID before, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BY_ADDRESS)) {
      select.setArray(1, connection.createArrayOf("text", spellings(address).toArray()));
      select.setObject(2, before);
      select.setObject(3, before);
      select.setInt(4, limit);
      return byIds(connection, ids(select));
    }
  }

  static List<CustomerView> all(Connection connection, @Nullable UUID before, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALL)) {
      select.setObject(1, before);
      select.setObject(2, before);
      select.setInt(3, limit);
      return byIds(connection, ids(select));
    }
  }

  private static List<UUID> ids(PreparedStatement select) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(Columns.uuid(rows, "id"));
      }
    }
    return ids;
  }

  /** Those customers, newest first. */
  public static List<CustomerView> byIds(Connection connection, Collection<UUID> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<IdentityView>> identities = identities(connection, ids);
    List<CustomerView> customers = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(PROFILES)) {
      RowArrays.bind(select, ids).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID id = Columns.uuid(rows, "id");
          List<IdentityView> own = identities.getOrDefault(id, List.of());
          String name = Columns.textOrNull(rows, "display_name");
          String shown = name != null ? name : own.isEmpty() ? "" : own.getFirst().address();
          customers.add(
              new CustomerView(
                  id,
                  shown,
                  own,
                  rows.getLong("version"),
                  rows.getObject("birth_date", LocalDate.class)));
        }
      }
    }
    return customers;
  }

  /** The version of a customer's profile and addresses. */
  public static long version(Connection connection, UUID customer) throws SQLException {
    return byIds(connection, List.of(customer)).stream()
        .findFirst()
        .map(CustomerView::version)
        .orElseThrow(() -> ApiException.notFound("customer", customer));
  }

  private static Map<UUID, List<IdentityView>> identities(
      Connection connection, Collection<UUID> ids) throws SQLException {
    Map<UUID, List<IdentityView>> identities = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(IDENTITIES)) {
      RowArrays.bind(select, ids).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          List<IdentityView> own =
              identities.computeIfAbsent(
                  Columns.uuid(rows, "customer_id"), id -> new ArrayList<>());
          for (String channel : Columns.texts(rows, "channels")) {
            own.add(
                new IdentityView(
                    channel, Columns.text(rows, "address"), Columns.text(rows, "evidence")));
          }
        }
      }
    }
    return identities;
  }
}
