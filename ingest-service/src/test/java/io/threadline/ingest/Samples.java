package io.threadline.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.threadline.platform.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Third-party samples, which are not part of the repository: tests over them run where they are.
 */
public final class Samples {
  private Samples() {}

  /** The lines of a sample file; skips the test, in one line, where it is not there. */
  public static List<String> lines(String name) throws IOException {
    return Files.readAllLines(require(name));
  }

  /** The files below a sample folder. */
  public static List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.walk(require(name))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The folder of all samples. */
  public static Path folder() {
    return Optional.ofNullable(System.getenv("THREADLINE_DATA"))
        .map(Path::of)
        .orElse(Repository.root().resolve("../shared/data"));
  }

  private static Path require(String name) {
    Path path = folder().resolve(name);
    if (!Files.exists(path)) {
      System.out.println("skipped: there are no samples at " + path);
    }
    assumeTrue(Files.exists(path));
    return path;
  }
}
