package io.threadline.conversation.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.threadline.conversation.core.audit.AuditChain;
import io.threadline.conversation.core.audit.AuditChain.Anchor;
import io.threadline.conversation.core.audit.AuditEntry;
import io.threadline.platform.event.EventJson;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the audit log, in the transaction of the act itself. The tenant's head is locked to
 * the end of the transaction, so append last.
 */
public final class AuditLog {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;

  private static final String BEGIN =
      """
      INSERT INTO audit_head (tenant_id, number, hash)
      VALUES (threadline_tenant(), 0, decode(?, 'hex')) ON CONFLICT DO NOTHING
      """;

  private static final String LOCK =
      "SELECT number, encode(hash, 'hex') AS hash FROM audit_head FOR UPDATE";

  private static final String APPEND =
      """
      WITH head AS (UPDATE audit_head SET number = ?, hash = decode(?, 'hex'))
      INSERT INTO audit_entry (tenant_id, number, at, actor, action, subject_kind, subject_id,
        detail, note_hash, previous_hash, hash)
      VALUES (threadline_tenant(), ?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'), decode(?, 'hex'),
        decode(?, 'hex'))
      """;

  private static final String NOTE =
      "INSERT INTO audit_note (tenant_id, number, salt, text) VALUES (threadline_tenant(), ?, ?, ?)";

  private AuditLog() {}

  /**
   * An act.
   *
   * @param actor the login name, or {@code system}
   * @param action in the past tense, as {@code customers-merged}
   * @param detail ids and settings; never an address, a name or a text
   * @param note what the actor typed about it; it can be erased without breaking the log
   */
  public record Act(
      String actor,
      String action,
      String subjectKind,
      UUID subjectId,
      Map<String, ?> detail,
      @Nullable String note) {}

  /** Appends an act of the tenant of the transaction. */
  public static void append(Connection connection, UUID tenant, Instant at, Act act)
      throws SQLException {
    Anchor head = head(connection);
    long number = head.number() + 1;
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    String note = act.note();
    AuditEntry entry =
        new AuditEntry(
            tenant,
            number,
            at.truncatedTo(ChronoUnit.MICROS),
            act.actor(),
            act.action(),
            act.subjectKind(),
            act.subjectId(),
            json(new TreeMap<>(act.detail())),
            note == null ? null : AuditChain.noteHash(salt, note));
    insert(connection, entry, head.hash());
    if (note != null) {
      try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
        insert.setLong(1, number);
        insert.setBytes(2, salt);
        insert.setString(3, note);
        insert.executeUpdate();
      }
    }
  }

  private static void insert(Connection connection, AuditEntry entry, String previous)
      throws SQLException {
    String hash = AuditChain.hash(previous, entry);
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setLong(1, entry.number());
      insert.setString(2, hash);
      insert.setLong(3, entry.number());
      insert.setObject(4, entry.at().atOffset(ZoneOffset.UTC));
      insert.setString(5, entry.actor());
      insert.setString(6, entry.action());
      insert.setString(7, entry.subjectKind());
      insert.setObject(8, entry.subjectId());
      insert.setString(9, entry.detail());
      insert.setObject(10, entry.noteHash(), Types.VARCHAR);
      insert.setString(11, previous);
      insert.setString(12, hash);
      insert.executeUpdate();
    }
  }

  private static Anchor head(Connection connection) throws SQLException {
    Optional<Anchor> known = lock(connection);
    if (known.isPresent()) {
      return known.get();
    }
    try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      begin.setString(1, AuditChain.BEGINNING);
      begin.executeUpdate();
    }
    return lock(connection).orElseThrow(() -> new IllegalStateException("no audit head"));
  }

  private static Optional<Anchor> lock(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LOCK);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Anchor(row.getLong("number"), row.getString("hash")))
          : Optional.empty();
    }
  }

  private static String json(SortedMap<String, ?> detail) {
    try {
      return EventJson.mapper().writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the detail of an act cannot be written", e);
    }
  }
}
