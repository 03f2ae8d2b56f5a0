package io.threadline.platform.testkit.wrong.core;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jboss.logging.Logger;

record Impure(Path path, Logger logger) {
  void fail() throws SQLException {
    throw new SQLException(path.toString());
  }
}
