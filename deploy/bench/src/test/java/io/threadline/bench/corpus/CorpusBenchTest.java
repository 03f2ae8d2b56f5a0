package io.threadline.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.bench.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorpusBenchTest {

  /** Four samples: right, wrong, without an expectation, and one that breaks its reader. */
  private static final class Four implements CorpusSet {
    @Override
    public String name() {
      return "four";
    }

    @Override
    public List<Sample> samples(Path data) {
      return List.of(
          new Sample("right", () -> Verdict.same("it", 1, 1)),
          new Sample("wrong", () -> Verdict.same("it", 1, 2)),
          new Sample("free", Verdict.Read::new),
          new Sample(
              "broken",
              () -> {
                throw new IllegalStateException("boom");
              }));
    }
  }

  @Test
  void aFigurePerSetAndALinePerDisagreement() {
    Four set = new Four();
    List<String> lines = Tally.of(set, set.samples(Path.of("."))).json();
    JsonNode figure = Samples.json(lines.getFirst());
    assertThat(figure.path("figure").asText()).isEqualTo("corpus.four");
    assertThat(figure.path("value").asInt()).isEqualTo(1);
    assertThat(figure.path("reference").asInt()).isEqualTo(3);
    assertThat(figure.path("lost").asInt()).isEqualTo(1);
    assertThat(figure.path("ratio").asDouble()).isEqualTo(0.3333);
    assertThat(lines.subList(1, 3))
        .anySatisfy(line -> assertThat(line).contains("boom"))
        .anySatisfy(line -> assertThat(line).contains("it is '2', not '1'"));
  }

  @Test
  void disagreementsAreShownWhenAskedFor() {
    String line = "{\"set\":\"s\",\"sample\":\"x\",\"disagreement\":\"why\"}";
    assertThat(shown(line, false)).isEmpty();
    assertThat(shown(line, true)).contains("\"disagreement\":\"why\"");
  }

  @Test
  void aFolderThatIsNoneIsRefused() {
    assertThat(CorpusBench.refusal(Map.of(CorpusBench.DATA, "/no/such/folder")))
        .contains("/no/such/folder")
        .contains("--data");
    assertThat(CorpusBench.refusal(Map.of())).isNull();
  }

  private static String shown(String line, boolean disagreements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    CorpusBench.report(new Report(print, System.err, true), line, disagreements);
    return out.toString(StandardCharsets.UTF_8);
  }
}
