package io.threadline.conversation.audit;

import io.threadline.conversation.core.audit.AuditChain;
import io.threadline.conversation.core.audit.AuditChain.Anchor;
import io.threadline.conversation.core.audit.AuditChain.Break;
import io.threadline.conversation.core.audit.AuditChain.Link;
import io.threadline.conversation.core.audit.AuditEntry;
import io.threadline.conversation.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit log, and checks it. */
final class AuditReader {
  private static final int FETCH = 1_000;

  private static final String COLUMNS =
      """
      SELECT e.*, encode(e.note_hash, 'hex') AS note_hex, encode(e.hash, 'hex') AS hash_hex,
        encode(e.previous_hash, 'hex') AS previous_hex, n.salt, n.text
      FROM audit_entry AS e LEFT JOIN audit_note AS n USING (tenant_id, number)
      """;

  private static final String LIST =
      COLUMNS
          + """
          WHERE e.tenant_id = threadline_tenant() AND (?::bigint IS NULL OR e.number < ?)
            AND (?::uuid IS NULL OR e.subject_id = ?) AND (?::text IS NULL OR e.actor = ?)
            AND (?::text IS NULL OR e.action = ?)
          ORDER BY e.number DESC LIMIT ?
          """;

  private static final String CHAIN =
      COLUMNS + " WHERE e.tenant_id = threadline_tenant() ORDER BY e.number";

  private static final String HEAD =
      "SELECT number, encode(hash, 'hex') AS hash FROM audit_head"
          + " WHERE tenant_id = threadline_tenant()";

  private AuditReader() {}

  /** What a list is asked for; null where it does not matter. */
  record Filter(@Nullable UUID subject, @Nullable String actor, @Nullable String action) {}

  /** Entries before one, newest first. */
  static List<AuditView> list(
      Connection connection, Filter filter, @Nullable Long before, int limit) throws SQLException {
    List<AuditView> entries = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LIST)) {
      int parameter = 0;
      for (Object value :
          new @Nullable Object[] {before, filter.subject(), filter.actor(), filter.action()}) {
        select.setObject(++parameter, value);
        select.setObject(++parameter, value);
      }
      select.setInt(++parameter, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(AuditView.of(link(rows), Columns.textOrNull(rows, "text")));
        }
      }
    }
    return entries;
  }

  /**
   * What a check found.
   *
   * @param intact whether everything is as it was written
   * @param entries how many were read until it ended or broke
   * @param head the newest entry: noted down somewhere else, it is an anchor for later checks
   * @param erasedNotes notes that were erased, for which only their hashes stand
   * @param broken where the chain breaks first
   */
  record Verification(
      boolean intact, long entries, Anchor head, long erasedNotes, @Nullable Break broken) {}

  /**
   * Reads the tenant's whole log and checks it.
   *
   * @param known a place that was noted down before, which must still be in the chain
   */
  static Verification verify(Connection connection, @Nullable Anchor known) throws SQLException {
    AuditChain chain = new AuditChain();
    Optional<Break> broken = Optional.empty();
    boolean anchored = known == null;
    long erased = 0;
    try (PreparedStatement select = connection.prepareStatement(CHAIN)) {
      select.setFetchSize(FETCH);
      try (ResultSet rows = select.executeQuery()) {
        while (broken.isEmpty() && rows.next()) {
          Link link = link(rows);
          broken = chain.add(link).or(() -> note(rows, link));
          anchored |= known != null && known.equals(chain.anchor());
          erased += link.entry().noteHash() != null && rows.getBytes("salt") == null ? 1 : 0;
        }
      }
    }
    if (broken.isEmpty()) {
      broken = chain.end(head(connection));
    }
    if (broken.isEmpty() && !anchored && known != null) {
      broken = Optional.of(new Break(known.number(), "the anchor is not in the log"));
    }
    Anchor head = chain.anchor();
    return new Verification(broken.isEmpty(), head.number(), head, erased, broken.orElse(null));
  }

  /** A note that is there must be the one that was written. */
  private static Optional<Break> note(ResultSet row, Link link) {
    try {
      byte[] salt = row.getBytes("salt");
      if (salt == null) {
        return Optional.empty();
      }
      String hash = AuditChain.noteHash(salt, Columns.text(row, "text"));
      return hash.equals(link.entry().noteHash())
          ? Optional.empty()
          : Optional.of(new Break(link.entry().number(), "its note is not what was written"));
    } catch (SQLException e) {
      throw new IllegalStateException("entry " + link.entry().number() + " cannot be read", e);
    }
  }

  private static Anchor head(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HEAD);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new Anchor(row.getLong("number"), Columns.text(row, "hash"))
          : new Anchor(0, AuditChain.BEGINNING);
    }
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        new AuditEntry(
            Columns.uuid(row, "tenant_id"),
            row.getLong("number"),
            Columns.instant(row, "at"),
            Columns.text(row, "actor"),
            Columns.text(row, "action"),
            Columns.text(row, "subject_kind"),
            Columns.uuid(row, "subject_id"),
            Columns.text(row, "detail"),
            Columns.textOrNull(row, "note_hex")),
        Columns.text(row, "previous_hex"),
        Columns.text(row, "hash_hex"));
  }
}
