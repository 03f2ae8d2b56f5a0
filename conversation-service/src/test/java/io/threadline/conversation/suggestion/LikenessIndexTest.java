package io.threadline.conversation.suggestion;

import static io.threadline.conversation.testkit.ConversationDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Envelope;
import io.threadline.conversation.likeness.Person;
import io.threadline.conversation.likeness.Trait;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.database.Tenancy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Among many customers: those who share a key are found by the index, those of common keys not. */
class LikenessIndexTest {
  private static final UUID TENANT = Envelope.DEFAULT_TENANT;

  @BeforeAll
  static void manyCustomers() {
    ConversationDatabase.empty();
    rows(
        """
        INSERT INTO blocking_key (tenant_id, key, customer_id)
        SELECT '%s', i * 7919, uuidv7() FROM generate_series(1, 50000) AS i RETURNING 1
        """
            .formatted(TENANT));
    ConversationDatabase.asOwner("ANALYZE blocking_key");
  }

  private static Connection connection() throws SQLException {
    Connection connection = ConversationDatabase.app().getConnection();
    connection.setAutoCommit(false);
    Tenancy.enter(connection, TENANT);
    return connection;
  }

  private static UUID customer(Connection connection) throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO customer (id, tenant_id, created_at)"
                + " VALUES (?, threadline_tenant(), now())")) {
      insert.setObject(1, id);
      insert.executeUpdate();
    }
    return id;
  }

  @Test
  void candidatesComeFromTheKeyWithoutASort() throws SQLException {
    try (Connection connection = connection();
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN (COSTS OFF) " + LikenessIndex.CANDIDATES)) {
      explain.setArray(
          1, connection.createArrayOf("uuid", new Object[] {UUID.randomUUID(), UUID.randomUUID()}));
      explain.setArray(2, connection.createArrayOf("int8", new Object[] {7_919L, 15_838L}));
      List<String> plan = new ArrayList<>();
      try (ResultSet lines = explain.executeQuery()) {
        while (lines.next()) {
          plan.add(lines.getString(1));
        }
      }
      assertThat(String.join("\n", plan))
          .contains("using blocking_key_pkey")
          .doesNotContain("Seq Scan", "Sort");
    }
  }

  @Test
  void aKeyThatTooManyShareIsNone() throws SQLException {
    try (Connection connection = connection()) {
      Person jane = new Person().with(Trait.EMAIL, "jane@example.com");
      Person info = new Person().with(Trait.EMAIL, "info@example.com");
      for (int i = 0; i <= LikenessIndex.MAX_SHARING; i++) {
        LikenessIndex.replace(connection, List.of(), Map.of(customer(connection), info));
      }
      UUID first = customer(connection);
      UUID second = customer(connection);
      LikenessIndex.replace(connection, List.of(), Map.of(first, jane, second, jane));
      assertThat(LikenessIndex.candidates(connection, Map.of(first, jane)).get(first))
          .containsExactly(second);
      assertThat(LikenessIndex.candidates(connection, Map.of(first, info)).get(first)).isEmpty();
      LikenessIndex.replace(connection, List.of(second), Map.of());
      assertThat(LikenessIndex.candidates(connection, Map.of(first, jane)).get(first)).isEmpty();
      connection.rollback();
    }
  }
}
