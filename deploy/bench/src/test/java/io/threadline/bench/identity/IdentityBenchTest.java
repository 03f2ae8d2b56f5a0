package io.threadline.bench.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.threadline.bench.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityBenchTest {

  @Test
  void reportsPrecisionAndRecallAgainstThePromise() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    IdentityBench.report(
        new Report(stream(out), stream(new ByteArrayOutputStream()), true),
        List.of(IdentityBench.Line.parse("dataset3\t100\t50\t300\t40\t40")));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"figure\":\"identity.febrl3_precision\",\"value\":1.0,\"unit\":\"part\",\"reference\":0.99,\"ratio\":1.01}",
            "{\"figure\":\"identity.febrl3_recall\",\"value\":0.8,\"unit\":\"part\",\"reference\":0.85,\"ratio\":0.9412}",
            "{\"figure\":\"identity.febrl3_compared\",\"value\":3.0,\"unit\":\"pairs"
                + " each\",\"reference\":null,\"ratio\":null}");
  }

  @Test
  void makesNoFigureUp() {
    assertThatIllegalStateException().isThrownBy(() -> IdentityBench.Line.parse("WARNING: x"));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
