package io.threadline.bench.limit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What the database server takes, in tables of the benchmark's own.
 *
 * @param url of the database, with batched inserts rewritten
 * @param user who may make tables in its schema
 */
public record Postgres(String url, String user, String password) {

  private static final int ROWS_PER_COMMIT = 500;
  private static final int COMMITTERS = 8;
  private static final int SAMPLE = 500;

  /**
   * The rows that a plain loop inserts in a second: copies of rows that are in the table {@code
   * message} already, into a table of the same columns and indexes, 500 to a commit, in one
   * connection, by {@code addBatch}.
   *
   * @param tenant whose rows are copied
   */
  public double insertsPerSecond(UUID tenant, Duration time) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT set_config('threadline.tenant', '" + tenant + "', false)");
      statement.execute("DROP TABLE IF EXISTS bench_message");
      statement.execute("CREATE TABLE bench_message (LIKE message INCLUDING ALL)");
      Sample sample = Sample.of(statement);
      connection.setAutoCommit(false);
      double rate = insert(connection, sample, time);
      connection.setAutoCommit(true);
      statement.execute("DROP TABLE bench_message");
      return rate;
    } catch (SQLException e) {
      throw new IllegalStateException("the insert loop failed", e);
    }
  }

  /** The commits of one small row each that {@value #COMMITTERS} connections make in a second. */
  public double commitsPerSecond(Duration time) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS bench_commit");
      statement.execute("CREATE TABLE bench_commit (id uuid PRIMARY KEY, text text NOT NULL)");
      double rate = commitAll(time);
      statement.execute("DROP TABLE bench_commit");
      return rate;
    } catch (SQLException e) {
      throw new IllegalStateException("the commit loop failed", e);
    }
  }

  private static double insert(Connection connection, Sample sample, Duration time)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sample.insert())) {
      long rows = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < time.toNanos()) {
        for (int i = 0; i < ROWS_PER_COMMIT; i++) {
          sample.bind(insert, rows++);
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
      }
      return rows / ((System.nanoTime() - start) / 1e9);
    }
  }

  private double commitAll(Duration time) throws SQLException {
    try (ExecutorService threads = Executors.newFixedThreadPool(COMMITTERS)) {
      long start = System.nanoTime();
      List<Future<Long>> running =
          Collections.nCopies(COMMITTERS, time).stream()
              .map(each -> threads.submit(() -> commit(each)))
              .toList();
      long commits = 0;
      for (Future<Long> each : running) {
        commits += each.get();
      }
      return commits / ((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw new SQLException("a committer failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in the commit loop", e);
    }
  }

  private long commit(Duration time) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bench_commit VALUES (?, ?)")) {
      long commits = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < time.toNanos()) {
        insert.setObject(1, UUID.randomUUID());
        insert.setString(2, "one small row");
        insert.executeUpdate();
        commits++;
      }
      return commits;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** Rows to copy; those columns that must differ from row to row get fresh values. */
  private record Sample(List<String> columns, List<List<Optional<Object>>> rows) {

    static Sample of(Statement statement) throws SQLException {
      try (ResultSet result = statement.executeQuery("SELECT * FROM message LIMIT " + SAMPLE)) {
        ResultSetMetaData description = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= description.getColumnCount(); i++) {
          columns.add(description.getColumnName(i));
        }
        List<List<Optional<Object>>> rows = new ArrayList<>();
        while (result.next()) {
          List<Optional<Object>> row = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            row.add(Optional.ofNullable(result.getObject(i)));
          }
          rows.add(row);
        }
        if (rows.isEmpty()) {
          throw new IllegalStateException("the table message has no row that could be copied");
        }
        return new Sample(columns, rows);
      }
    }

    String insert() {
      return "INSERT INTO bench_message (%s) VALUES (%s)"
          .formatted(
              String.join(", ", columns),
              String.join(", ", Collections.nCopies(columns.size(), "?")));
    }

    void bind(PreparedStatement insert, long number) throws SQLException {
      List<Optional<Object>> row = rows.get((int) (number % rows.size()));
      for (int i = 0; i < columns.size(); i++) {
        insert.setObject(i + 1, fresh(columns.get(i), row.get(i).orElse(null), number));
      }
    }

    private static @Nullable Object fresh(String column, @Nullable Object old, long number) {
      return switch (column) {
        case "seq" -> 1_000_000 + number;
        case "id" -> UUID.randomUUID();
        case "provider_message_id" -> "SM%032x".formatted(number);
        default -> old;
      };
    }
  }
}
