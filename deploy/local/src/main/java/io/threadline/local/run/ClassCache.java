package io.threadline.local.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVM's ahead-of-time cache beside a program, where the build made one. */
final class ClassCache {

  private ClassCache() {}

  /** Options that use the cache of that program; none when there is no cache. */
  static List<String> options(Path program) {
    Path cache = program.resolveSibling(program.getFileName() + ".aot");
    return Files.exists(cache)
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:aot*=off")
        : List.of();
  }
}
