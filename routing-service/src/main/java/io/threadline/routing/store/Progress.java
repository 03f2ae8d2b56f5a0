package io.threadline.routing.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * How far a pool has come by what was committed last.
 *
 * @param seq the last input in the log
 * @param at its time
 * @param stateHash of the state after it
 */
public record Progress(long seq, Instant at, long stateHash) {
  static final String COLUMNS = "applied_seq, applied_at, state_hash, rows_seq, rows_at, rows_hash";

  static Progress from(ResultSet row) throws SQLException {
    return new Progress(
        row.getLong("applied_seq"),
        row.getObject("applied_at", OffsetDateTime.class).toInstant(),
        row.getLong("state_hash"));
  }

  /** What the tables state, which may be a few commits back. */
  static Progress ofRows(ResultSet row) throws SQLException {
    return new Progress(
        row.getLong("rows_seq"),
        row.getObject("rows_at", OffsetDateTime.class).toInstant(),
        row.getLong("rows_hash"));
  }
}
