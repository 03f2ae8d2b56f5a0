package io.threadline.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A committed file that a test generates: the test fails when the file is stale, and writes it
 * instead when {@code -Dthreadline.write-docs=true} is given.
 */
public final class GeneratedFile {
  /** Writes every generated file anew. */
  public static final String COMMAND =
      "./mvnw -pl platform -am test -Dtest='*DocumentTest'"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dthreadline.write-docs=true";

  private GeneratedFile() {}

  /** True if files are to be written rather than checked. */
  public static boolean writing() {
    return Boolean.getBoolean("threadline.write-docs");
  }

  /**
   * Checks or writes a file.
   *
   * @param path from the root of the repository
   */
  public static void check(String path, String content) {
    Path file = Repository.root().resolve(path);
    if (writing()) {
      write(file, content);
      return;
    }
    String present = Files.exists(file) ? Repository.text(file) : "";
    if (!present.equals(content)) {
      throw new AssertionError(
          path + " is stale" + firstDifference(present, content) + "\nRun: " + COMMAND);
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String firstDifference(String present, String content) {
    List<String> old = present.lines().toList();
    List<String> fresh = content.lines().toList();
    for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
      String is = i < old.size() ? old.get(i) : "(end of file)";
      String should = i < fresh.size() ? fresh.get(i) : "(end of file)";
      if (!is.equals(should)) {
        return ", first in line %d:\n  is:        %s\n  should be: %s"
            .formatted(i + 1, is.strip(), should.strip());
      }
    }
    return ": only the end of the file differs";
  }
}
