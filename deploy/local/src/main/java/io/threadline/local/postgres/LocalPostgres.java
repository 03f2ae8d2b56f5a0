package io.threadline.local.postgres;

import io.threadline.local.process.FreePort;
import io.threadline.local.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A real PostgreSQL 18 server as a child process, durable ({@code fsync} and {@code
 * synchronous_commit} on), with its data in a folder that outlives it. A server that a killed run
 * left behind in the same folder is stopped first.
 *
 * <p>The folder holds {@code data/}, {@code postgres.log} and the superuser's password.
 */
public final class LocalPostgres implements AutoCloseable {

  /** The one database of the system. */
  public static final String DATABASE = "threadline";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private final PostgresCluster cluster;
  private final int port;
  private Process process;

  private LocalPostgres(PostgresCluster cluster, int port, Process process) {
    this.cluster = cluster;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a server and waits until it accepts connections.
   *
   * @param directory made when missing
   * @param port the loopback port, 0 for a free one
   * @throws IllegalStateException when the server ends or is not ready within a minute
   */
  public static LocalPostgres start(Path directory, int port) {
    int chosen = FreePort.orChosen(port);
    PostgresCluster cluster = PostgresCluster.open(directory);
    cluster.stopLeftOver();
    LocalPostgres postgres = new LocalPostgres(cluster, chosen, cluster.launch(chosen));
    postgres.awaitReady();
    return postgres;
  }

  /** Stops the server that a killed run left behind in that folder, if one runs. */
  public static void stopLeftOver(Path directory) {
    if (PostgresCluster.exists(directory)) {
      PostgresCluster.open(directory).stopLeftOver();
    }
  }

  /** Starts the server again in the same folder, on the same port, after {@link #kill()}. */
  public void restart() {
    cluster.stopLeftOver();
    process = cluster.launch(port);
    awaitReady();
  }

  /**
   * Creates the database, and the roles and schemas of the services, each role with its own name as
   * the password: for tests.
   */
  public LocalPostgres bootstrap() {
    return bootstrap(role -> role);
  }

  /**
   * Creates the database, and the roles and schemas of the services; again without harm.
   *
   * @param passwordOf the password of a role, as {@code ingest_app} or {@code ingest_owner}
   */
  public LocalPostgres bootstrap(UnaryOperator<String> passwordOf) {
    Bootstrap.run(this, passwordOf);
    return this;
  }

  /** Where the services connect: {@code jdbc:postgresql://localhost:PORT/threadline}. */
  public String jdbcUrl() {
    return url(DATABASE);
  }

  /** A connection as superuser, which row-level security does not bind. */
  public Connection superuser(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "postgres", cluster.superuserPassword());
  }

  public int port() {
    return port;
  }

  /** The postmaster's process id. */
  public long pid() {
    return process.pid();
  }

  /** The postmaster, to be watched. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Where the server writes its log. */
  public Path log() {
    return cluster.log();
  }

  /** Ends the server as a power cut would (SIGKILL); the data stays. */
  public void kill() {
    List<ProcessHandle> sessions = process.descendants().toList();
    process.destroyForcibly();
    PidFile.endsWithin(process.toHandle(), END_LIMIT);
    // They end by themselves when they miss the postmaster; before that no other one can start.
    sessions.forEach(session -> PidFile.endsWithin(session, END_LIMIT));
  }

  /** Ends the server cleanly: sessions are cut off, the data is checkpointed. */
  public void stop() {
    if (process.isAlive()) {
      cluster.stopLeftOver();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(START_LIMIT);
    while (!cluster.isReady(process.pid())) {
      if (PidFile.endsWithin(process.toHandle(), POLL)) {
        throw new IllegalStateException(
            "PostgreSQL ended with code %d while starting on port %d. Its last words:%n%s"
                .formatted(process.exitValue(), port, cluster.lastWords()));
      }
      if (Instant.now().isAfter(deadline)) {
        kill();
        throw new IllegalStateException(
            "PostgreSQL was not ready on port %d within %s: see %s"
                .formatted(port, START_LIMIT, cluster.log()));
      }
    }
  }

  /** What {@code deploy/postgres/bootstrap.sql} needs around it. */
  private static final class Bootstrap {

    private static final List<String> SERVICES =
        List.of("ingest", "routing", "conversation", "kpi");

    static void run(LocalPostgres postgres, UnaryOperator<String> passwordOf) {
      try {
        createDatabase(postgres);
        try (Connection connection = postgres.superuser(DATABASE)) {
          for (String service : SERVICES) {
            setPassword(connection, service + "_owner", passwordOf);
            setPassword(connection, service + "_app", passwordOf);
          }
          try (var statement = connection.createStatement()) {
            statement.execute(sql());
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException("bootstrap.sql failed on " + postgres.jdbcUrl(), e);
      }
    }

    private static void createDatabase(LocalPostgres postgres) throws SQLException {
      try (Connection connection = postgres.superuser("postgres");
          var statement = connection.createStatement()) {
        Optional<Integer> there;
        try (var rows =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
          there = rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
        }
        if (there.isEmpty()) {
          statement.execute("CREATE DATABASE " + DATABASE);
        }
      }
    }

    private static void setPassword(
        Connection connection, String role, UnaryOperator<String> passwordOf) throws SQLException {
      try (var statement = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
        statement.setString(1, "bootstrap." + role);
        statement.setString(2, passwordOf.apply(role));
        statement.execute();
      }
    }

    private static String sql() {
      try (var in = LocalPostgres.class.getResourceAsStream("bootstrap.sql")) {
        if (in == null) {
          throw new IllegalStateException("bootstrap.sql is not on the class path");
        }
        return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read bootstrap.sql", e);
      }
    }
  }
}
