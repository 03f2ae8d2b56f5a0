package io.threadline.routing.intake.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.threadline.platform.testkit.Repository;
import io.threadline.routing.intake.language.LanguageAccuracy.Labelled;
import io.threadline.routing.intake.language.LanguageAccuracy.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The promise about languages. Third-party sentences have nine of the eleven; Kyrgyz and Yiddish,
 * in the spellings that people type, are texts of our own.
 */
class LanguageAccuracyTest {
  private static final Path AUTHORED =
      Path.of("routing-service", "src", "test", "resources", "language", "authored.tsv");

  @Test
  void keepsThePromiseOnThirdPartyTexts() {
    Path sentences = data().resolve("language").resolve("lingua_sentences.tsv");
    assumeTrue(
        Files.exists(sentences),
        () -> {
          String line = "skipped: there are no third-party sentences, " + sentences + " is missing";
          System.out.println(line);
          return line;
        });
    List<Labelled> texts = new ArrayList<>(LanguageAccuracy.read(sentences));
    texts.addAll(authored());
    List<Row> rows = LanguageAccuracy.measure(texts);
    System.out.println(LanguageAccuracy.table(rows));
    assertThat(rows).extracting(Row::language).containsExactlyElementsOf(LanguageAccuracy.PROMISED);
    assertThat(rows).allSatisfy(LanguageAccuracyTest::kept);
  }

  @Test
  void keepsThePromiseOnOurOwnTexts() {
    List<Row> rows = LanguageAccuracy.measure(authored());
    assertThat(rows).extracting(Row::language).contains("eu", "hy", "ky", "yi");
    assertThat(rows).allSatisfy(LanguageAccuracyTest::kept);
  }

  private static void kept(Row row) {
    assertThat(row.accuracy())
        .as("part of the texts in '%s' that is told right", row.language())
        .isGreaterThanOrEqualTo(LanguageAccuracy.TARGET);
    assertThat((double) row.written() / row.texts())
        .as("part of the texts in '%s' that is told right among all", row.language())
        .isGreaterThanOrEqualTo(LanguageAccuracy.TARGET);
  }

  private static List<Labelled> authored() {
    return LanguageAccuracy.read(Repository.root().resolve(AUTHORED));
  }

  private static Path data() {
    return Optional.ofNullable(System.getenv("THREADLINE_DATA"))
        .map(Path::of)
        .filter(folder -> Files.isDirectory(folder.resolve("language")))
        .orElse(Repository.root().resolve("../shared/data"));
  }
}
