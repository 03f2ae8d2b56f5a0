package io.threadline.systemtests.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program that may be installed here or not. */
public record Tool(List<String> command) {
  private static final int LIMIT_SECONDS = 120;

  /** How a run ended. */
  public record Result(int code, String output) {}

  /** The tool, if that call of it succeeds; otherwise the test is skipped with one line. */
  public static Tool orSkip(List<String> command, List<String> probe, String otherwise)
      throws Exception {
    Tool tool = new Tool(command);
    if (tool.run(Project.root(), Map.of(), probe).code() != 0) {
      String skipped = String.join(" ", command) + " is not here: " + otherwise;
      System.out.println(skipped);
      Assumptions.abort(skipped);
    }
    return tool;
  }

  /** Runs it; code 127 when there is no such program. */
  Result run(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    return run(folder, environment, Path.of("/dev/null"), arguments);
  }

  /** Runs it on an input. */
  public Result run(
      Path folder, Map<String, String> environment, Path input, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> all = new java.util.ArrayList<>(command);
    all.addAll(arguments);
    Path output = Files.createTempFile("tool", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new Result(
          ended ? process.exitValue() : 124, Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    } finally {
      Files.delete(output);
    }
  }
}
