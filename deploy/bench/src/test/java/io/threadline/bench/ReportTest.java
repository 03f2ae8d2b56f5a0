package io.threadline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Figure ALONE = Figure.of("pipeline.thread_p99", 41.23456, "ms");
  private static final Figure COMPARED =
      Figure.of("ingest.accept_rate", 6_000, "requests/s").against(12_000);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void jsonIsOneObjectPerFigureAndNothingElse() {
    fill(true);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"figure\":\"pipeline.thread_p99\",\"value\":41.23,\"unit\":\"ms\",\"reference\":null,\"ratio\":null}",
            "{\"figure\":\"ingest.accept_rate\",\"value\":6000.0,\"unit\":\"requests/s\",\"reference\":12000.0,\"ratio\":0.5}");
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("warming up");
  }

  @Test
  void aTableNamesTheMachineFirst() {
    fill(false);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(String::strip))
        .startsWith("2 cores of Test CPU, 4.0 GiB memory, Test 1, JDK 25")
        .anyMatch(line -> line.matches("ingest.accept_rate +6000 requests/s +12000 +0.5"))
        .anyMatch(line -> line.matches("pipeline.thread_p99 +41.23 ms"));
  }

  @Test
  void theMachineIsDescribedInOneLine() {
    assertThat(Machine.here().describe()).contains("cores of").contains("JDK").doesNotContain("\n");
  }

  private void fill(boolean json) {
    Report report = new Report(stream(out), stream(log), json);
    report.begin(new Machine(2, 4L << 30, "Test CPU", "Test 1", "25"));
    report.note("warming up");
    report.add(ALONE);
    report.add(COMPARED);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
