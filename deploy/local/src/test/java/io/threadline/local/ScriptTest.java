package io.threadline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The threadline script, as far as it goes without building anything. */
class ScriptTest {

  private static final Path SCRIPT =
      Path.of(System.getProperty("threadline.root", "../.."), "threadline").toAbsolutePath();

  private record Outcome(int code, String output) {}

  @Test
  void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
    Outcome outcome =
        run(Map.of("JAVA_HOME", "/nonexistent", "THREADLINE_JDK_FOLDERS", "/nonexistent/*"), "run");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("needs a JDK 25 or newer", "JAVA_HOME (/nonexistent)", "adoptium.net");
  }

  @Test
  void helpNeedsNoJdk() throws Exception {
    Outcome outcome = run(Map.of("THREADLINE_JDK_FOLDERS", "/nonexistent/*"), "help");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.output()).contains("run", "test", "bench", "chaos");
  }

  @Test
  void anUnknownCommandIsNamed() throws Exception {
    Outcome outcome = run(Map.of(), "dance");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.output()).contains("unknown command 'dance'", "usage:");
  }

  /** Runs it in another folder, with nothing on the PATH but the system's own tools. */
  private static Outcome run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    java.util.List<String> command =
        new java.util.ArrayList<>(java.util.List.of("/bin/bash", SCRIPT.toString()));
    command.addAll(java.util.List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/nonexistent:/bin");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
