package io.threadline.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.business.SubscriptionEnded;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.testkit.ServiceDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Row-level security under the role that the services run as. */
class TenancyTest {
  private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-0000000000ff");
  private static final UUID THIRD = UUID.fromString("00000000-0000-7000-8000-0000000000fe");

  private final OutboxSignal signal = new OutboxSignal();
  private final ServiceDatabase database = ServiceDatabase.fresh("conversation");
  private final JdbcTransactions transactions = database.transactions(signal);
  private final Outbox outbox = new Outbox(signal, 1);
  private final Envelopes envelopes = new Envelopes("test", 0);

  @Test
  void showsATenantOnlyItsOwnRows() {
    insertKey(Envelope.DEFAULT_TENANT);
    insertKey(OTHER);
    String count = "SELECT count(*) FROM idempotency_key";
    assertThat(transactions.<Integer>inTenant(OTHER, c -> number(c, count))).isEqualTo(1);
    assertThat(transactions.<Integer>inTenant(THIRD, c -> number(c, count))).isZero();
    assertThat(database.rows(count)).containsExactly("2");
  }

  @Test
  void acceptsNoEventOfAnotherTenant() {
    Envelope<?> foreign =
        envelopes.wrap(OTHER, Instant.EPOCH, new SubscriptionEnded("c", "s", null, Instant.EPOCH));
    assertThatThrownBy(() ->
            transactions.inTenant(
                Envelope.DEFAULT_TENANT,
                connection -> {
                  outbox.append(connection, List.of(foreign));
                  return 0;
                }))
        .hasMessageContaining("row-level security");
  }

  @Test
  void endsWithTheTransaction() throws SQLException {
    try (Connection connection = database.appSource().getConnection()) {
      connection.setAutoCommit(false);
      Tenancy.enter(connection, OTHER);
      connection.commit();
      assertThat(number(connection, "SELECT count(*) WHERE threadline_tenant() IS NULL")).isOne();
    }
  }

  @Test
  void bindsARoleThatOwnsNothing() {
    assertThat(
            database.rows(
                "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
                    + " WHERE r.rolname LIKE '%\\_app'"))
        .containsExactly("0");
    assertThat(
            database.rows(
                "SELECT count(*) FROM pg_roles WHERE rolname LIKE '%\\_app'"
                    + " AND (rolsuper OR rolbypassrls)"))
        .containsExactly("0");
  }

  private void insertKey(UUID tenant) {
    int rows =
        transactions.inTenant(
            tenant,
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(
                    "INSERT INTO idempotency_key (tenant_id, key, request_hash, status, body)"
                        + " VALUES ('"
                        + tenant
                        + "', 'k', '', 201, '')");
              }
            });
    assertThat(rows).isOne();
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
