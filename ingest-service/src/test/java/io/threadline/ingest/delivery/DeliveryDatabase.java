package io.threadline.ingest.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.accept.AcceptConfig;
import io.threadline.ingest.account.AccountDirectory;
import io.threadline.ingest.account.AccountSecrets;
import io.threadline.ingest.channel.Sender;
import io.threadline.local.postgres.LocalPostgres;
import io.threadline.platform.config.ThreadlineConfig;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.security.SecretBox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of deliveries alone, to be locked and killed, with one account and no topics. */
final class DeliveryDatabase implements AutoCloseable {
  static final String PROVIDER = "test";

  private static final UUID ACCOUNT = UUID.fromString("01900000-0000-7000-8000-000000000001");

  private final LocalPostgres postgres;
  private final OutboxSignal signal = new OutboxSignal();
  private final Outbox outbox = new Outbox(signal, 4);
  private final JdbcTransactions transactions;
  private final AccountSecrets secrets =
      new AccountSecrets(SecretBox.ofBase64("ZGVtbyBkZW1vIGRlbW8gZGVtbyBkZW1vIGRlbW8gMzI="));

  private DeliveryDatabase(LocalPostgres postgres) {
    this.postgres = postgres;
    this.transactions = new JdbcTransactions(source("ingest_app"), signal);
  }

  static DeliveryDatabase start(Path folder) {
    DeliveryDatabase database = new DeliveryDatabase(LocalPostgres.start(folder, 0).bootstrap());
    Flyway.configure()
        .dataSource(database.source("ingest_owner"))
        .schemas("ingest")
        .createSchemas(false)
        .locations("db/platform", "db/migration")
        .load()
        .migrate();
    database.addAccount();
    return database;
  }

  /** A dispatcher whose instance is named by its folder. */
  Dispatcher dispatcher(Path folder, List<Sender> senders, Duration longestCall) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(AcceptConfig.class)
            .withMapping(DeliveryConfig.class)
            .withMapping(ThreadlineConfig.class)
            .withDefaultValues(
                Map.of(
                    "threadline.service", "ingest",
                    "threadline.secrets.key", "unused",
                    "threadline.data", folder.toString(),
                    "threadline.delivery.poll", "20ms",
                    "threadline.delivery.longest-call", longestCall.toString()))
            .withValidateUnknown(false)
            .build();
    return new Dispatcher(
        transactions,
        outbox,
        new Envelopes("ingest", 0),
        new AccountDirectory(transactions, secrets, config.getConfigMapping(AcceptConfig.class)),
        senders,
        new SimpleMeterRegistry(),
        config.getConfigMapping(DeliveryConfig.class),
        config.getConfigMapping(ThreadlineConfig.class));
  }

  static SendRequested request(String messageId) {
    return new SendRequested(
        UUID.fromString(messageId),
        UUID.fromString(messageId),
        UUID.fromString(messageId),
        Channel.SMS,
        ACCOUNT,
        "+14155550123",
        null,
        "hello",
        List.of(),
        null,
        List.of(),
        false,
        Instant.parse("2026-03-01T10:00:00Z"));
  }

  void add(SendRequested request) {
    var _ =
        transactions.inTenant(
            Envelope.DEFAULT_TENANT,
            connection -> {
              add(connection, request);
              return true;
            });
  }

  /** In the transaction of that connection. */
  void add(Connection connection, SendRequested request) throws SQLException {
    Deliveries.add(connection, Envelope.DEFAULT_TENANT, List.of(request));
  }

  /** As if another instance had claimed it that long ago. */
  void claimed(SendRequested request, String claimant, Duration ago) {
    execute(
        "UPDATE delivery SET state = 'sending', attempts = 1, claimed_by = '%s',"
                .formatted(claimant)
            + " claimed_at = now() - interval '%d seconds' WHERE message_id = '%s'"
                .formatted(ago.toSeconds(), request.messageId()));
  }

  String state(SendRequested request) {
    return rows("SELECT state FROM delivery WHERE message_id = '" + request.messageId() + "'")
        .getFirst();
  }

  Duration claimAge(SendRequested request) {
    String millis =
        rows("SELECT (extract(epoch FROM now() - claimed_at) * 1000)::bigint FROM delivery"
                + " WHERE message_id = '"
                + request.messageId()
                + "'")
            .getFirst();
    return Duration.ofMillis(Long.parseLong(millis));
  }

  /** The states that the thread is told of, in order. */
  List<String> reports(SendRequested request) {
    return rows(
        "SELECT lower(convert_from(body, 'UTF8')::jsonb ->> 'state') FROM outbox WHERE key = '"
            + request.conversationId()
            + "' ORDER BY position");
  }

  /** A superuser's transaction that keeps everybody else off a table. */
  Connection lock(String table) throws SQLException {
    Connection connection = postgres.superuser(LocalPostgres.DATABASE);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = ingest, public");
      statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
    return connection;
  }

  boolean isWaitingFor(String table) {
    return !rows("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '"
            + table
            + "'::regclass")
        .isEmpty();
  }

  void empty() {
    execute("TRUNCATE delivery, outbox");
  }

  void kill() {
    postgres.kill();
  }

  boolean isAlive() {
    return postgres.handle().isAlive();
  }

  void restart() {
    postgres.restart();
  }

  @Override
  public void close() {
    postgres.close();
  }

  private void addAccount() {
    byte[] sealed = secrets.seal(Envelope.DEFAULT_TENANT, Map.of());
    try (Connection connection = superuser();
        var insert =
            connection.prepareStatement(
                "INSERT INTO channel_account (id, tenant_id, channel, provider, display_name,"
                    + " address, secrets, key_hash) VALUES (?, ?, 'sms', ?, '', '', ?, '')")) {
      insert.setObject(1, ACCOUNT);
      insert.setObject(2, Envelope.DEFAULT_TENANT);
      insert.setString(3, PROVIDER);
      insert.setBytes(4, sealed);
      insert.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = superuser();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return rows;
  }

  private Connection superuser() throws SQLException {
    Connection connection = postgres.superuser(LocalPostgres.DATABASE);
    connection.setSchema("ingest");
    return connection;
  }

  private DataSource source(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(postgres.jdbcUrl() + "?currentSchema=ingest");
    source.setUser(role);
    source.setPassword(role);
    return source;
  }
}
