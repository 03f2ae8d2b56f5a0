package io.threadline.local.run;

import io.threadline.local.postgres.LocalPostgres;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a supervised part, with roles and schemas made. */
final class PostgresPart implements Part {

  private final Path folder;
  private final int port;
  private final Secrets secrets;
  private @Nullable LocalPostgres postgres;

  PostgresPart(Path folder, int port, Secrets secrets) {
    this.folder = folder;
    this.port = port;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public synchronized ProcessHandle start() {
    LocalPostgres started = postgres;
    if (started == null) {
      started = LocalPostgres.start(folder, port);
      started.bootstrap(secrets::databasePassword);
      postgres = started;
    } else {
      started.restart();
    }
    return started.handle();
  }

  @Override
  public synchronized void stop(ProcessHandle process) {
    if (postgres != null) {
      postgres.close();
    }
  }
}
