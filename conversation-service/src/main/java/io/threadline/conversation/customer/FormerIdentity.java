package io.threadline.conversation.customer;

import io.threadline.conversation.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that was a customer's: what was written by it is in their thread, and nothing that
 * comes by it now is.
 *
 * @param evidence why it counted as theirs
 * @param since when it was attached
 * @param until when it was detached
 */
public record FormerIdentity(
    UUID id,
    List<String> channels,
    String address,
    String evidence,
    Instant since,
    Instant until,
    String detachedBy,
    @Nullable String reason) {

  static FormerIdentity read(ResultSet row) throws SQLException {
    return new FormerIdentity(
        Columns.uuid(row, "id"),
        Columns.texts(row, "channels"),
        Columns.text(row, "address"),
        Columns.text(row, "evidence"),
        Columns.instant(row, "since"),
        Columns.instant(row, "until"),
        Columns.text(row, "detached_by"),
        Columns.textOrNull(row, "reason"));
  }
}
