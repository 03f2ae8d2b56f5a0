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
  static final String COLUMNS = "applied_seq, applied_at, state_hash";

  static Progress from(ResultSet row) throws SQLException {
    return new Progress(
        row.getLong("applied_seq"),
        row.getObject("applied_at", OffsetDateTime.class).toInstant(),
        row.getLong("state_hash"));
  }
}
