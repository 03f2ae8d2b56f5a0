package io.threadline.local.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of processes. */
final class Memory {

  private static final int KIBIBYTE = 1024;

  private Memory() {}

  /**
   * Bytes that a process and its descendants hold in memory. Pages that they share (PostgreSQL's
   * buffers) are divided among them where the system tells (Linux: PSS), else counted for each.
   */
  static long residentBytes(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).mapToLong(Memory::ofOne).sum();
  }

  private static long ofOne(ProcessHandle process) {
    Path rollup = Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup");
    try {
      if (Files.isReadable(rollup)) {
        return Files.readAllLines(rollup).stream()
            .filter(line -> line.startsWith("Pss:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
            .findFirst()
            .orElse(0);
      }
      return fromPs(process.pid());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static long fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
    String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return output.isEmpty() ? 0 : Long.parseLong(output) * KIBIBYTE;
  }
}
