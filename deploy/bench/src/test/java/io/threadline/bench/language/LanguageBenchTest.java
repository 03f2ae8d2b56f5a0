package io.threadline.bench.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.threadline.bench.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageBenchTest {

  @Test
  void reportsEachLanguageAgainstThePromiseAndTheWhole() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LanguageBench.report(
        new Report(stream(out), stream(new ByteArrayOutputStream()), true),
        List.of(
            LanguageBench.Line.parse("hy\t30\t30\t30"), LanguageBench.Line.parse("yi\t10\t9\t8")));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"figure\":\"language.hy\",\"value\":1.0,\"unit\":\"part\",\"reference\":0.97,\"ratio\":1.031}",
            "{\"figure\":\"language.yi\",\"value\":0.9,\"unit\":\"part\",\"reference\":0.97,\"ratio\":0.9278}",
            "{\"figure\":\"language.accuracy\",\"value\":0.975,\"unit\":\"part\",\"reference\":0.97,\"ratio\":1.005}",
            "{\"figure\":\"language.accuracy_open\",\"value\":0.95,\"unit\":\"part\",\"reference\":null,\"ratio\":null}",
            "{\"figure\":\"language.texts\",\"value\":40.0,\"unit\":\"texts\",\"reference\":null,\"ratio\":null}");
  }

  @Test
  void makesNoFigureUp() {
    assertThatIllegalStateException().isThrownBy(() -> LanguageBench.Line.parse("WARNING: x"));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
