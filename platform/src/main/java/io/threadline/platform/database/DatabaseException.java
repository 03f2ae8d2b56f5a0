package io.threadline.platform.database;

import java.sql.SQLException;

/** The database refused or could not be reached; the cause carries the SQL state. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
