package io.threadline.bench;

import io.threadline.local.run.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the servers of a benchmark keep their data. */
public final class DataFolder {
  private DataFolder() {}

  /** A new one beside the build, not in the temporary folder, which may be memory and no disk. */
  public static Path create(String name) {
    try {
      Path target =
          Files.createDirectories(Options.standard().root().resolve("deploy/bench/target"));
      return Files.createTempDirectory(target, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a data folder", e);
    }
  }

  /** Only after success: the logs of a failed run are worth reading. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
