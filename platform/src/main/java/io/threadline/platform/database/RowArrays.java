package io.threadline.platform.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds rows to a statement column by column, for {@code unnest(?, ?, …)}: however many rows there
 * are, the database parses, plans and answers one statement.
 *
 * @param <R> what a row is made from
 */
public final class RowArrays<R> {
  private final PreparedStatement statement;
  private final List<R> rows;
  private int parameter;

  private RowArrays(PreparedStatement statement, Collection<R> rows) {
    this.statement = statement;
    this.rows = List.copyOf(rows);
  }

  /** Binds from the first parameter on. */
  public static <R> RowArrays<R> bind(PreparedStatement statement, Collection<R> rows) {
    return new RowArrays<>(statement, rows);
  }

  /** The next parameter is a column of uuid. */
  public RowArrays<R> uuid(Function<R, @Nullable UUID> column) throws SQLException {
    return array("uuid", column);
  }

  /** The next parameter is a column of text. */
  public RowArrays<R> text(Function<R, @Nullable String> column) throws SQLException {
    return array("text", column);
  }

  /** The next parameter is a column of bigint. */
  public RowArrays<R> number(Function<R, @Nullable Long> column) throws SQLException {
    return array("int8", column);
  }

  /** The next parameter is a column of timestamptz; instants are written as ISO 8601. */
  public RowArrays<R> instant(Function<R, @Nullable Instant> column) throws SQLException {
    return array("timestamptz", column);
  }

  /** The next parameter is a column of bytea. */
  public RowArrays<R> bytes(Function<R, byte @Nullable []> column) throws SQLException {
    byte[][] values = rows.stream().map(column).toArray(byte[][]::new);
    statement.setArray(++parameter, statement.getConnection().createArrayOf("bytea", values));
    return this;
  }

  /** The next parameter is one value for all rows. */
  public RowArrays<R> all(Object value) throws SQLException {
    statement.setObject(++parameter, value);
    return this;
  }

  private RowArrays<R> array(String type, Function<R, ? extends @Nullable Object> column)
      throws SQLException {
    Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    statement.setArray(++parameter, statement.getConnection().createArrayOf(type, values));
    return this;
  }
}
