package io.threadline.kpi.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds a list of rows as one array per column, so that one statement with {@code unnest} writes
 * them all.
 */
final class SqlArrays<T> {
  private final PreparedStatement statement;
  private final Collection<T> rows;
  private int parameter;

  /** Binds from the parameter after {@code bound} on. */
  SqlArrays(PreparedStatement statement, int bound, Collection<T> rows) {
    this.statement = statement;
    this.parameter = bound;
    this.rows = rows;
  }

  /** The next parameter: an array of this column of every row. Instants and ids go as text. */
  SqlArrays<T> column(String type, Function<T, @Nullable Object> value) throws SQLException {
    Object[] values = new Object[rows.size()];
    int i = 0;
    for (T row : rows) {
      Object cell = value.apply(row);
      values[i++] = cell instanceof Instant ? cell.toString() : cell;
    }
    bind(type, values);
    return this;
  }

  /** The next parameter: an array of byte strings. */
  SqlArrays<T> bytes(Function<T, byte[]> value) throws SQLException {
    bind("bytea", rows.stream().map(value).toArray(byte[][]::new));
    return this;
  }

  private void bind(String type, Object[] values) throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(++parameter, connection.createArrayOf(type, values));
  }

  /** An instant of a result, or null. */
  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** The ids as an array parameter. */
  static void ids(PreparedStatement statement, int parameter, List<?> ids) throws SQLException {
    statement.setArray(parameter, statement.getConnection().createArrayOf("uuid", ids.toArray()));
  }
}
