package io.threadline.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The checked-out repository, for tests that read sources or keep generated files fresh. */
public final class Repository {
  private static final Set<String> NOT_OURS =
      Set.of(".git", ".idea", ".threadline", "build", "data", "dist", "node_modules", "target");

  private Repository() {}

  /** The root folder; the build passes it to every test. */
  public static Path root() {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty("threadline.root"),
            "set -Dthreadline.root to the folder of the repository; Maven does so by itself"));
  }

  /** Every file that people write, sorted; build output and installed packages left out. */
  public static List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              // A source package may bear any name; a folder above the sources may not.
              boolean skip =
                  NOT_OURS.contains(folder.getFileName().toString())
                      && !name(folder).contains("/src/");
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the files under " + root(), e);
    }
    Collections.sort(files);
    return files;
  }

  /** The Java sources of production code, in all modules. */
  public static List<Path> mainJava() {
    return files().stream().filter(f -> name(f).matches(".*/src/main/java/.*\\.java")).toList();
  }

  /** The file as messages name it: from the root, with slashes. */
  public static String name(Path file) {
    return root().relativize(file).toString().replace('\\', '/');
  }

  /** The text of a file, UTF-8. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
