package io.threadline.platform.testkit;

import io.threadline.local.kafka.LocalKafka;
import io.threadline.local.postgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One PostgreSQL and one Kafka for all tests of a JVM, started when first asked for. */
public final class TestServers {
  private TestServers() {}

  /** The database server, with the roles and schemas of the services; passwords are role names. */
  public static LocalPostgres postgres() {
    return PostgresHolder.SERVER;
  }

  /** The broker. */
  public static LocalKafka kafka() {
    return KafkaHolder.BROKER;
  }

  /** A folder of this JVM's for servers and services, under the module's target. */
  public static Path folder(String name) {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/testkit")), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T extends AutoCloseable> T closedAtExit(T server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                server.close();
              } catch (Exception e) {
                System.err.println("test server did not stop: " + e);
              }
            }));
    return server;
  }

  private static final class PostgresHolder {
    static final LocalPostgres SERVER =
        closedAtExit(LocalPostgres.start(folder("postgres"), 0).bootstrap());
  }

  private static final class KafkaHolder {
    static final LocalKafka BROKER = closedAtExit(LocalKafka.start(folder("kafka"), 0));
  }
}
