package io.threadline.bench.shell;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Who has worked how much so far, in this process and in PostgreSQL, whose processes are seen in
 * {@code /proc}. Processor times are in microseconds.
 */
record Accounting(Map<String, Double> values) {
  private static final double MICROS_PER_TICK = 10_000;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final String POOL = "pool-default";

  static Accounting now(DataSource source) {
    Map<String, Double> values = new TreeMap<>();
    values.put("engine_us", threadMicros(POOL));
    values.put("commit_us", threadMicros(POOL + "-commit"));
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    values.put("jvm_us", system.getProcessCpuTime() / NANOS_PER_MICRO);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      values.put(
          "wal_bytes", number(statement, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"));
      values.put(
          "rows",
          number(
              statement, "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables"));
      values.put(
          "postgres_us", postgresMicros((long) number(statement, "SELECT pg_backend_pid()")));
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not tell what it did", e);
    }
    return new Accounting(values);
  }

  /** What was done since then, for each of so many. */
  Map<String, Double> since(Accounting before, long count) {
    Map<String, Double> each = new TreeMap<>();
    values.forEach((name, now) ->
        each.put(name, (now - before.values.getOrDefault(name, now)) / Math.max(1, count)));
    return each;
  }

  private static double number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getDouble(1);
    }
  }

  private static double threadMicros(String name) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(name)) {
        return threads.getThreadCpuTime(thread.getThreadId()) / NANOS_PER_MICRO;
      }
    }
    return 0;
  }

  /** Of the postmaster's children that run now: backends, writers, checkpointer. */
  private static double postgresMicros(long backend) {
    Path proc = Path.of("/proc");
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      String postmaster = stat(proc.resolve(Long.toString(backend)))[1];
      double ticks = 0;
      for (Path process : processes) {
        String[] fields = stat(process);
        if (fields.length > 12 && fields[1].equals(postmaster)) {
          ticks += Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
        }
      }
      return ticks * MICROS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException("processes cannot be seen in /proc", e);
    }
  }

  /** From the state on, proc(5); empty if the process has gone meanwhile. */
  private static String[] stat(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException e) {
      return new String[0];
    }
  }
}
