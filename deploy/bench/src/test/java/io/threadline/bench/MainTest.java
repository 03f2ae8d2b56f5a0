package io.threadline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        .isEqualTo(new Arguments.Run(List.of(Benchmark.PIPELINE), true, true, Map.of()));
    assertThat(Arguments.parse(List.of("pipeline")))
        .isEqualTo(new Arguments.Run(List.of(Benchmark.PIPELINE), false, false, Map.of()));
  }

  @Test
  void simulatedCaseIsOneJsonObject() throws IOException {
    assertThat(
            run(
                "simulate",
                "--arrivals-per-hour",
                "100",
                "--handle-seconds",
                "180",
                "--agents",
                "7",
                "--patience-seconds",
                "90",
                "--seed",
                "5",
                "--quick",
                "--json"))
        .isZero();
    JsonNode figures = new ObjectMapper().readTree(text(out));
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly("pWait", "asaSeconds", "serviceLevel20", "pAbandon");
    for (JsonNode each : figures) {
      assertThat(each.fieldNames()).toIterable().containsExactly("mean", "low", "high");
      assertThat(each.get("mean").asDouble())
          .isBetween(each.get("low").asDouble(), each.get("high").asDouble());
    }
    assertThat(text(out).strip()).doesNotContain("\n");
  }

  @Test
  void caseThatCannotBeSimulatedIsRefusedWithItsValues() {
    assertRefused("'ten'", "--agents", "ten");
    assertRefused("'-3'", "--agents", "-3");
    assertRefused("keep 10.00 agents busy", "--agents", "10");
    assertRefused("'soon'", "--agents", "12", "--patience-seconds", "soon");
    assertRefused("'x1'", "--agents", "12", "--seed", "x1");
    assertThat(run("simulate", "--agents", "12")).isEqualTo(2);
    assertThat(text(log)).contains("--arrivals-per-hour is missing");
    assertThat(run("pipeline", "--agents", "12")).isEqualTo(2);
    assertThat(text(log)).contains("belongs to benchmark 'simulate'");
    assertThat(run("simulate", "--agents")).isEqualTo(2);
    assertThat(text(log)).contains("'--agents' needs a value");
    assertThat(text(out)).isEmpty();
  }

  private void assertRefused(String message, String... words) {
    List<String> line = new ArrayList<>(List.of("simulate", "--json"));
    line.addAll(List.of("--arrivals-per-hour", "200", "--handle-seconds", "180"));
    line.addAll(List.of("--patience-seconds", "inf"));
    line.addAll(List.of(words));
    assertThat(run(line.toArray(String[]::new))).isEqualTo(2);
    assertThat(text(log)).contains(message);
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
