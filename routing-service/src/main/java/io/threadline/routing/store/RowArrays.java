package io.threadline.routing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows on their way into one statement: an array per column, for {@code unnest}. */
final class RowArrays {
  private final String[] types;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  /**
   * @param types the SQL types of the columns
   */
  RowArrays(String... types) {
    this.types = types;
  }

  void add(@Nullable Object... row) {
    rows.add(row);
  }

  /** Runs the statement on all rows: parameter 1 is the pool, the columns follow. */
  void run(Connection connection, String sql, String pool) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, pool);
      for (int column = 0; column < types.length; column++) {
        statement.setArray(
            column + 2, connection.createArrayOf(types[column], values(types[column], column)));
      }
      statement.executeUpdate();
    }
  }

  /** Of the type that the driver sends as it is, where there is one. */
  private Object[] values(String type, int column) {
    @Nullable Object[] values =
        type.equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row)[column];
    }
    return values;
  }
}
