package io.threadline.local.run;

import io.threadline.local.process.PidFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A plain child process: a command, its environment, and files for its output and its pid.
 *
 * @param environment added to a minimal one: what this process inherited does not leak in
 */
record ProcessPart(
    String name, List<String> command, Map<String, String> environment, Path log, PidFile pidFile)
    implements Part {

  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

  @Override
  public ProcessHandle start() {
    pidFile.endLeftOver(Duration.ofSeconds(5));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      ProcessHandle process = builder.start().toHandle();
      pidFile.write(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  @Override
  public void stop(ProcessHandle process) {
    PidFile.end(process, STOP_LIMIT);
    pidFile.delete();
  }
}
