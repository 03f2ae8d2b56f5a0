package io.threadline.bench;

import io.threadline.local.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Code of a packaged service, measured in a process of its own with the class path of that service:
 * what runs in production, not a copy of it.
 *
 * @param root of the project
 * @param service as {@code routing-service}
 */
public record ServiceCode(Path root, String service) {
  private static final int HEAP_MEGABYTES = 256;

  /**
   * A file of third-party samples.
   *
   * @param name within the folder of samples, as {@code language/lingua_sentences.tsv}
   * @return where it is, or would be
   */
  public Path sample(String name) {
    return Optional.ofNullable(System.getenv("THREADLINE_DATA"))
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::exists)
        .orElse(root.resolve("../shared/data").resolve(name));
  }

  /**
   * Runs a main class over files and answers the lines that it prints.
   *
   * @throws IllegalStateException if the service is not built, or the process fails
   */
  public List<String> run(String mainClass, List<Path> files) {
    Path built = root.resolve(service).resolve("target/quarkus-app");
    if (!Files.isDirectory(built)) {
      throw new IllegalStateException(
          "%s is not built: there is no %s. Build with ./threadline build"
              .formatted(service, built));
    }
    List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
    command.addAll(JavaCommand.smallProcess(HEAP_MEGABYTES));
    command.addAll(
        List.of(
            "-cp",
            String.join(
                File.pathSeparator,
                built.resolve("app") + "/*",
                built.resolve("lib/main") + "/*",
                built.resolve("lib/boot") + "/*"),
            mainClass));
    files.forEach(file -> command.add(file.toString()));
    return lines(mainClass, command);
  }

  private static List<String> lines(String mainClass, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (Stream<String> out = process.inputReader(StandardCharsets.UTF_8).lines()) {
        List<String> lines = out.toList();
        int code = process.waitFor();
        if (code != 0) {
          throw new IllegalStateException(mainClass + " ended with code " + code);
        }
        return lines;
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(mainClass + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + mainClass + " runs", e);
    }
  }
}
