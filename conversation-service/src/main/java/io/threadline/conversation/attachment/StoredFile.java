package io.threadline.conversation.attachment;

import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that is kept.
 *
 * @param contentType what its bytes say it is
 * @param claimedType what whoever sent it said it is
 */
record StoredFile(
    UUID id,
    String fileName,
    String contentType,
    String claimedType,
    long size,
    String sha256,
    boolean scanned,
    String uploadedBy,
    Instant uploadedAt) {
  private static final String INSERT =
      """
      INSERT INTO attachment (id, tenant_id, file_name, content_type, claimed_type, size, sha256,
        scanned, uploaded_by, uploaded_at)
      VALUES (?, threadline_tenant(), ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  static String key(UUID tenant, UUID id) {
    return tenant + "/" + id;
  }

  static StoredFile find(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, "SELECT * FROM attachment WHERE id = ?", StoredFile::read, id)
        .orElseThrow(() -> ApiException.notFound("attachment", id));
  }

  void insert(Connection connection) throws SQLException {
    Sql.update(
        connection,
        INSERT,
        id,
        fileName,
        contentType,
        claimedType,
        size,
        sha256,
        scanned,
        uploadedBy,
        uploadedAt);
  }

  private static StoredFile read(ResultSet row) throws SQLException {
    return new StoredFile(
        Columns.uuid(row, "id"),
        Columns.text(row, "file_name"),
        Columns.text(row, "content_type"),
        Columns.text(row, "claimed_type"),
        row.getLong("size"),
        Columns.text(row, "sha256"),
        row.getBoolean("scanned"),
        Columns.text(row, "uploaded_by"),
        Columns.instant(row, "uploaded_at"));
  }
}
