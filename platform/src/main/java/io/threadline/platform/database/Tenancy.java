package io.threadline.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Tells PostgreSQL whose rows a transaction may see. */
public final class Tenancy {
  private Tenancy() {}

  /** From here to the end of the transaction only that tenant's rows exist. */
  public static void enter(Connection connection, UUID tenant) throws SQLException {
    set(connection, tenant.toString());
  }

  /** From here on no tenant's rows exist. */
  public static void leave(Connection connection) throws SQLException {
    set(connection, "");
  }

  private static void set(Connection connection, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('threadline.tenant', ?, true)")) {
      statement.setString(1, value);
      statement.execute();
    }
  }
}
