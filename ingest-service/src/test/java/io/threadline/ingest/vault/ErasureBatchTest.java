package io.threadline.ingest.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.CustomerErased;
import io.threadline.contracts.conversation.MessagesErased;
import io.threadline.local.postgres.LocalPostgres;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.outbox.OutboxSignal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** On a real PostgreSQL: what is left of messages and customers that are erased. */
class ErasureBatchTest {
  private static final UUID TENANT = Envelope.DEFAULT_TENANT;
  private static final UUID GONE = new UUID(1, 1);
  private static final UUID GONE_TOO = new UUID(1, 3);
  private static final UUID OTHER = new UUID(1, 2);
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void payloadsBlobsDeliveriesAndAddressesGoAndNothingElse() throws Exception {
    BlobStore blobs = new BlobStore(folder.resolve("blobs"));
    byte[] shared = "shared".getBytes(StandardCharsets.UTF_8);
    byte[] own = "own".getBytes(StandardCharsets.UTF_8);
    blobs.put(sha256("shared"), shared);
    blobs.put(sha256("own"), own);
    try (LocalPostgres postgres = LocalPostgres.start(folder.resolve("pg"), 0).bootstrap()) {
      migrate(postgres);
      JdbcTransactions transactions =
          new JdbcTransactions(source(postgres, "ingest_app"), new OutboxSignal());
      keep(transactions);
      ErasureBatch batch = new ErasureBatch(blobs);
      for (Event event :
          List.of(
              new MessagesErased(OTHER, OTHER, List.of(GONE, GONE_TOO), NOW),
              new CustomerErased(
                  OTHER, OTHER, List.of(OTHER), List.of(sha256("sms|+37411123456")), NOW))) {
        transactions.inTenant(
            TENANT,
            connection -> {
              batch.apply(
                  connection,
                  TENANT,
                  List.of(new Envelope<>(UUID.randomUUID(), TENANT, "/test", NOW, null, event)));
              return true;
            });
      }
      assertThat(rows(transactions, "SELECT id::text FROM raw_payload ORDER BY 1"))
          .containsExactly(OTHER.toString());
      assertThat(rows(transactions, "SELECT address FROM recipient"))
          .containsExactly("+37411999999");
      assertThat(
              rows(
                  transactions,
                  "SELECT concat(request->>'text', '/', request->>'to', '/', request->>'subject')"
                      + " FROM delivery ORDER BY message_id"))
          .containsExactly("//", "hello/+37411999999/Re");
    }
    assertThat(blobs.get(sha256("shared"))).isEqualTo(shared);
    assertThat(folder.resolve("blobs").resolve(sha256("own").substring(0, 2))).isEmptyDirectory();
  }

  /** Two messages: each came, was answered, and has an address; one blob is both's. */
  private static void keep(JdbcTransactions transactions) {
    run(
        transactions,
        """
        INSERT INTO raw_payload (tenant_id, id, channel_account_id, channel, suffix, content_type,
          sha256, size, blob, received_at)
        VALUES ('%1$s', '%2$s', '%2$s', 'sms', '', 'x', '', 1, '%4$s', now()),
               ('%1$s', '%5$s', '%2$s', 'sms', '', 'x', '', 1, '%6$s', now()),
               ('%1$s', '%3$s', '%3$s', 'sms', '', 'x', '', 1, '%4$s', now());
        INSERT INTO recipient VALUES ('%1$s', 'sms', '+37411123456', now(), now()),
               ('%1$s', 'sms', '+37411999999', NULL, now());
        INSERT INTO delivery (tenant_id, message_id, conversation_id, channel, channel_account_id,
          request, state, due_at)
        VALUES ('%1$s', '%2$s', '%2$s', 'sms', '%2$s',
            '{"text": "hello", "to": "+37411123456", "subject": "Re"}', 'sent', now()),
               ('%1$s', '%3$s', '%3$s', 'sms', '%3$s',
            '{"text": "hello", "to": "+37411999999", "subject": "Re"}', 'sent', now())
        """
            .formatted(TENANT, GONE, OTHER, sha256("shared"), GONE_TOO, sha256("own")));
  }

  private static void migrate(LocalPostgres postgres) {
    Flyway.configure()
        .dataSource(source(postgres, "ingest_owner"))
        .schemas("ingest")
        .createSchemas(false)
        .locations("db/platform", "db/migration")
        .load()
        .migrate();
  }

  private static PGSimpleDataSource source(LocalPostgres postgres, String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(postgres.jdbcUrl() + "?currentSchema=ingest");
    source.setUser(role);
    source.setPassword(role);
    return source;
  }

  private static void run(JdbcTransactions transactions, String sql) {
    var _ =
        transactions.inTenant(
            TENANT,
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
              }
            });
  }

  private static List<String> rows(JdbcTransactions transactions, String sql) {
    return transactions.inTenant(
        TENANT,
        connection -> {
          List<String> rows = new ArrayList<>();
          try (Statement select = connection.createStatement();
              ResultSet result = select.executeQuery(sql)) {
            while (result.next()) {
              rows.add(result.getString(1));
            }
          }
          return rows;
        });
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
