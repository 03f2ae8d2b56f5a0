package io.threadline.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

  @TempDir static Path directory;
  static LocalPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = LocalPostgres.start(directory, 0).bootstrap();
  }

  @AfterAll
  static void stop() {
    postgres.close();
    assertThat(postgres.handle().isAlive()).isFalse();
  }

  @Test
  void isDurable() throws SQLException {
    try (Connection connection = as("ingest_app", "ingest_app")) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(query(connection, "SHOW " + setting)).isEqualTo("on");
      }
    }
  }

  @Test
  void findsTrigramsInArmenian() throws SQLException {
    try (Connection connection = as("conversation_app", "conversation_app")) {
      assertThat(query(connection, "SELECT similarity('հաշիվ', 'հաշիվս') > 0.5")).isEqualTo("t");
    }
  }

  @Test
  void bootstrapsTwiceWithoutHarm() throws SQLException {
    postgres.bootstrap(role -> role);
    try (Connection connection = as("kpi_app", "kpi_app")) {
      assertThat(query(connection, "SHOW search_path")).isEqualTo("kpi, public");
    }
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(() -> as("routing_app", "routing_owner"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void appRoleUsesWhatItsOwnerCreatesAndNothingElse() throws SQLException {
    try (Connection owner = as("ingest_owner", "ingest_owner")) {
      update(owner, "CREATE TABLE letter (id bigint GENERATED ALWAYS AS IDENTITY, body text)");
      update(owner, "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql RETURN n * 2");
      update(owner, "REVOKE EXECUTE ON FUNCTION twice(int) FROM PUBLIC");
    }
    try (Connection app = as("ingest_app", "ingest_app")) {
      update(app, "INSERT INTO letter (body) VALUES ('one')");
      update(app, "UPDATE letter SET body = 'two'");
      assertThat(query(app, "SELECT body || twice(21) FROM letter")).isEqualTo("two42");
      update(app, "DELETE FROM letter");
      assertThatThrownBy(() -> update(app, "DROP TABLE letter")).hasMessageContaining("owner");
      assertThatThrownBy(() -> update(app, "CREATE TABLE mine ()")).hasMessageContaining("denied");
    }
    try (Connection stranger = as("routing_app", "routing_app")) {
      assertThatThrownBy(() -> query(stranger, "SELECT count(*) FROM ingest.letter"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void appRolesNeitherOwnSchemasNorBypassRowSecurity() throws SQLException {
    try (Connection connection = as("ingest_app", "ingest_app")) {
      assertThat(
              query(
                  connection,
                  "SELECT count(*) FROM pg_roles WHERE rolname LIKE '%\\_app' AND NOT rolbypassrls AND NOT rolsuper"))
          .isEqualTo("4");
    }
  }

  @Test
  void committedDataOutlivesAKillAndALeftOverServerIsStopped(@TempDir Path other)
      throws SQLException {
    LocalPostgres first = LocalPostgres.start(other, 0);
    try (Connection connection = first.superuser("postgres")) {
      update(connection, "CREATE TABLE kept AS SELECT 7 AS n");
    }
    first.kill();
    first.restart();

    // The second start finds the first server alive in its folder, as after kill -9 of a run.
    try (LocalPostgres second = LocalPostgres.start(other, 0);
        Connection connection = second.superuser("postgres")) {
      assertThat(first.handle().isAlive()).isFalse();
      assertThat(query(connection, "SELECT n FROM kept")).isEqualTo("7");
    }
  }

  private static Connection as(String role, String password) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), role, password);
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
