package io.threadline.conversation.testkit;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.threadline.platform.testkit.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The service's schema on a real server: migrated by its owner, emptied, used by its app role. */
public final class ConversationDatabase {
  private ConversationDatabase() {}

  /** The schema, without a row in it. */
  public static void empty() {
    migrate();
    asOwner(
        """
        DO $$ BEGIN
          EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ')
            FROM pg_tables
            WHERE schemaname = 'conversation' AND tablename <> 'flyway_schema_history');
        END $$
        """);
  }

  /** The schema, as it is. */
  public static void migrate() {
    Flyway.configure()
        .dataSource(source("conversation_owner"))
        .schemas("conversation")
        .createSchemas(false)
        .locations("db/platform", "db/migration")
        .load()
        .migrate();
  }

  /** Connections as the service has them. */
  public static DataSource app() {
    return source("conversation_app");
  }

  /** A few connections as the service has them, kept open: for many small transactions. */
  public static DataSource pool() {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(connections ->
                  connections
                      .maxSize(8)
                      .connectionFactoryConfiguration(factory ->
                          factory
                              .jdbcUrl(url())
                              .principal(new NamePrincipal("conversation_app"))
                              .credential(new SimplePassword("conversation_app")))));
    } catch (SQLException e) {
      throw new IllegalStateException("no pool", e);
    }
  }

  /** The rows of a query that row-level security does not restrict, columns joined by '|'. */
  public static List<String> rows(String sql) {
    try (Connection connection = TestServers.postgres().superuser("threadline");
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = conversation, public");
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            values.add(result.getString(i));
          }
          rows.add(String.join("|", values));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Runs statements as the owner. */
  public static void asOwner(String sql) {
    execute("conversation_owner", sql);
  }

  private static void execute(String role, String sql) {
    try (Connection connection = source(role).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static DataSource source(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url());
    source.setUser(role);
    source.setPassword(role);
    return source;
  }

  private static String url() {
    return TestServers.postgres().jdbcUrl()
        + "?currentSchema=conversation&reWriteBatchedInserts=true";
  }
}
