package io.threadline.platform.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a SQL state means for the next step (PostgreSQL manual, appendix A). */
public final class SqlStates {
  private SqlStates() {}

  /** True if the same work may succeed when tried again: nothing is wrong with the work itself. */
  public static boolean isTransient(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && isTransientState(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What was read before a lock was taken no longer holds: the transaction is to be rolled back and
   * done again, as after PostgreSQL's own serialization failures.
   */
  public static SQLException tryAgain(String why) {
    return new SQLException(why, "40001");
  }

  /** True if a unique constraint was hit. */
  public static boolean isDuplicate(SQLException failure) {
    return "23505".equals(failure.getSQLState());
  }

  private static boolean isTransientState(@Nullable String state) {
    if (state == null) {
      // Agroal's acquisition timeout carries no state: the pool was exhausted or the server away.
      return true;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      // Connection, rollback, resources, intervention, system; and a login that is being changed.
      case "08", "28", "40", "53", "57", "58" -> true;
      default ->
          switch (state) {
            // Read-only after a failover, session ended while idle in a transaction, lock not got.
            case "25006", "25P03", "55P03" -> true;
            default -> false;
          };
    };
  }
}
