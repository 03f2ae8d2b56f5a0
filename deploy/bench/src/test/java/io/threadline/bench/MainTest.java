package io.threadline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void anUnknownNameIsRefusedWithTheNamesThereAre() {
    assertThat(run("pipelin", "--json")).isEqualTo(2);
    assertThat(text(log)).contains("no benchmark is named 'pipelin'").contains("  pipeline ");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void anUnknownOptionIsRefusedWithTheUsage() {
    assertThat(run("pipeline", "--jsno")).isEqualTo(2);
    assertThat(text(log)).contains("unknown option '--jsno'").contains("--json");
  }

  @Test
  void withoutANameTheBenchmarksAreListed() {
    assertThat(run()).isZero();
    assertThat(text(log)).contains("usage: ./threadline bench").contains("  pipeline ");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void optionsMayStandAnywhere() {
    assertThat(Arguments.parse(List.of("--quick", "pipeline", "--json")))
        .isEqualTo(new Arguments.Run(List.of(Benchmark.PIPELINE), true, true));
    assertThat(Arguments.parse(List.of("pipeline")))
        .isEqualTo(new Arguments.Run(List.of(Benchmark.PIPELINE), false, false));
  }

  private int run(String... words) {
    return Main.run(List.of(words), stream(out), stream(log));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
