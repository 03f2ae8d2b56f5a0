package io.threadline.local.postgres;

import io.threadline.local.process.PidFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database cluster on disk and the commands on it: initdb, postgres, pg_ctl. */
record PostgresCluster(Path directory, Path binaries) {

  /** What differs from PostgreSQL's defaults. Durability is stated, because tests rely on it. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("max_connections", "120"),
          Map.entry("shared_buffers", "128MB"),
          Map.entry("max_wal_size", "1GB"),
          Map.entry("wal_compression", "on"),
          Map.entry("jit", "off"),
          // Outbox and queue tables die as fast as they grow: vacuum them early and often.
          Map.entry("autovacuum_naptime", "5s"),
          Map.entry("autovacuum_vacuum_scale_factor", "0.02"),
          Map.entry("autovacuum_vacuum_insert_scale_factor", "0.05"),
          Map.entry("autovacuum_analyze_scale_factor", "0.05"),
          Map.entry("autovacuum_vacuum_cost_limit", "2000"),
          Map.entry("idle_in_transaction_session_timeout", "60s"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"));

  static PostgresCluster open(Path directory) {
    PostgresCluster cluster =
        new PostgresCluster(directory.toAbsolutePath(), PostgresBinaries.folder());
    if (!exists(directory)) {
      cluster.initialise();
    }
    return cluster;
  }

  static boolean exists(Path directory) {
    return Files.exists(directory.resolve("data/PG_VERSION"));
  }

  Path log() {
    return directory.resolve("postgres.log");
  }

  String superuserPassword() {
    try {
      return Files.readString(directory.resolve("superuser.password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the superuser's password is gone from " + directory, e);
    }
  }

  Process launch(int port) {
    List<String> command = program("postgres", "-D", data().toString(), "-p", String.valueOf(port));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return begin(command);
  }

  /** Ready means: the postmaster says so in the file that it keeps for such questions. */
  boolean isReady(long pid) {
    try {
      List<String> lines = Files.readAllLines(postmasterFile());
      return lines.size() >= 8
          && lines.getFirst().strip().equals(String.valueOf(pid))
          && lines.get(7).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops whatever postmaster runs on this cluster, ours or one that a killed run left behind. */
  void stopLeftOver() {
    postmaster()
        .ifPresent(handle -> {
          run(program("pg_ctl", "stop", "-D", data().toString(), "-m", "fast", "-t", "10"));
          if (!PidFile.endsWithin(handle, Duration.ofSeconds(2))) {
            handle.destroyForcibly();
            PidFile.endsWithin(handle, Duration.ofSeconds(10));
          }
        });
  }

  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path postmasterFile() {
    return data().resolve("postmaster.pid");
  }

  private Optional<ProcessHandle> postmaster() {
    try {
      long pid = Long.parseLong(Files.readAllLines(postmasterFile()).getFirst().strip());
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> handle.info().command().orElse("postgres").contains("postgres"));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void initialise() {
    try {
      Files.createDirectories(directory);
      Path password = directory.resolve("superuser.password");
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Files.deleteIfExists(password);
      Files.createFile(
          password,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(password, HexFormat.of().formatHex(random));
      int code = run(program("initdb", initialisation(password)));
      if (code != 0) {
        throw new IllegalStateException(
            "initdb ended with code %d in %s:%n%s".formatted(code, directory, lastWords()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a database cluster in " + directory, e);
    }
  }

  /**
   * Order is by code point and never changes with the operating system; character classes are
   * Unicode's, without which pg_trgm finds nothing in Armenian or Kyrgyz.
   */
  private String[] initialisation(Path password) {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    return new String[] {
      "-D",
      data().toString(),
      "-U",
      "postgres",
      "-A",
      "scram-sha-256",
      "--pwfile=" + password,
      "--no-sync",
      "-E",
      "UTF8",
      "--locale=" + (mac ? "en_US.UTF-8" : "C.UTF-8"),
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8"
    };
  }

  /** PostgreSQL refuses to run as root: a user namespace, where root is nobody, satisfies it. */
  private List<String> program(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private int run(List<String> command) {
    try {
      return begin(command).waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }

  private Process begin(List<String> command) {
    File log = log().toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    }
  }
}
