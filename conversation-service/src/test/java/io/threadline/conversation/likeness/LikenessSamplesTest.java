package io.threadline.conversation.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is suggested of people of whom it is known who is who. */
class LikenessSamplesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity/febrl/dataset1.csv",
        "identity/febrl/dataset3.csv",
        "identity/splink/fake_1000_from_splink_demos.csv"
      })
  void suggestsMostDoublesAndHardlyAnythingElse(String name) throws IOException {
    Path root = Path.of(System.getProperty("threadline.root", ".."));
    Path folder =
        Optional.ofNullable(System.getenv("THREADLINE_DATA"))
            .map(Path::of)
            .filter(data -> Files.exists(data.resolve(name)))
            .orElse(root.resolve("../shared/data"));
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      System.out.println("skipped: no samples at " + file);
    }
    assumeTrue(Files.exists(file));
    LikenessAccuracy.Outcome outcome = LikenessAccuracy.measure(file);
    assertThat(outcome.precision()).as("%s", outcome).isGreaterThanOrEqualTo(0.99);
    assertThat(outcome.recall()).as("%s", outcome).isGreaterThanOrEqualTo(0.85);
    assertThat(outcome.compared())
        .as("pairs compared, %s", outcome)
        .isLessThan(10L * outcome.people());
  }
}
