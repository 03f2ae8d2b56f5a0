package io.threadline.conversation.suggestion;

import io.threadline.contracts.Channel;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.likeness.Person;
import io.threadline.conversation.likeness.Trait;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads what is known of customers, of those they have absorbed too. */
final class PersonReader {
  private static final String ROOTS =
      """
      WITH RECURSIVE up AS (
        SELECT id, merged_into FROM customer WHERE id = ANY (?::uuid[])
        UNION
        SELECT c.id, c.merged_into FROM up JOIN customer AS c ON c.id = up.merged_into)
      SELECT id FROM up WHERE merged_into IS NULL
      """;

  private static final String MEMBERS =
      """
      WITH RECURSIVE down AS (
        SELECT id AS root, id FROM customer WHERE id = ANY (?::uuid[])
        UNION ALL
        SELECT down.root, c.id FROM down JOIN customer AS c ON c.merged_into = down.id)
      SELECT root, id FROM down
      """;

  private static final String NAMES =
      "SELECT id, display_name, birth_date FROM customer WHERE id = ANY (?::uuid[])";

  private static final String ADDRESSES =
      "SELECT customer_id, address, space FROM identity WHERE customer_id = ANY (?::uuid[])";

  private static final String TRAITS =
      "SELECT customer_id, trait, value FROM customer_trait WHERE customer_id = ANY (?::uuid[])";

  private PersonReader() {}

  /**
   * Customers of their own, and everybody who is one with them.
   *
   * @param people by customer
   * @param rootOf who holds the thread of each customer, absorbed ones included
   */
  record People(Map<UUID, Person> people, Map<UUID, UUID> rootOf) {}

  /** Who holds the threads of customers now. */
  static Set<UUID> roots(Connection connection, Collection<UUID> customers) throws SQLException {
    Set<UUID> roots = new HashSet<>();
    each(connection, ROOTS, customers, row -> roots.add(Columns.uuid(row, "id")));
    return roots;
  }

  /** What is known of customers who are their own. */
  static People read(Connection connection, Collection<UUID> roots) throws SQLException {
    Map<UUID, UUID> rootOf = new HashMap<>();
    each(
        connection,
        MEMBERS,
        roots,
        row -> rootOf.put(Columns.uuid(row, "id"), Columns.uuid(row, "root")));
    Map<UUID, Person> people = new HashMap<>();
    roots.forEach(root -> people.put(root, new Person()));
    List<UUID> all = new ArrayList<>(rootOf.keySet());
    each(
        connection,
        NAMES,
        all,
        row ->
            of(people, rootOf, Columns.uuid(row, "id"))
                .with(Trait.NAME, Columns.textOrNull(row, "display_name"))
                .with(Trait.BIRTH_DATE, Columns.textOrNull(row, "birth_date")));
    each(
        connection,
        ADDRESSES,
        roots,
        row -> address(of(people, rootOf, Columns.uuid(row, "customer_id")), row));
    each(
        connection,
        TRAITS,
        all,
        row ->
            of(people, rootOf, Columns.uuid(row, "customer_id"))
                .with(
                    Words.stored(Trait.class, Columns.text(row, "trait")),
                    Columns.text(row, "value")));
    return new People(people, rootOf);
  }

  private static Person of(Map<UUID, Person> people, Map<UUID, UUID> rootOf, UUID customer) {
    return people.computeIfAbsent(rootOf.getOrDefault(customer, customer), _ -> new Person());
  }

  private static void address(Person person, ResultSet row) throws SQLException {
    String space = Columns.text(row, "space");
    String address = Columns.text(row, "address");
    if (space.equals(Address.PHONE)) {
      person.with(Trait.PHONE, address);
    } else if (space.equals(Channel.EMAIL.name())) {
      person.with(Trait.EMAIL, address);
    }
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(Connection connection, String sql, Collection<UUID> ids, Row reader)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      RowArrays.bind(select, ids).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }
}
