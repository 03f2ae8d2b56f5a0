package io.threadline.conversation.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.conversation.core.search.Excerpt;
import io.threadline.conversation.core.search.Excerpt.Part;
import io.threadline.conversation.core.search.SearchWords;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void wordsThatBeginWithAStemMatch() {
    assertThat(Excerpt.of("Your parcels, a Parc!", Set.of("parc", "a")))
        .containsExactly(
            new Part("Your ", false),
            new Part("parcels", true),
            new Part(", ", false),
            new Part("a", true),
            new Part(" ", false),
            new Part("Parc", true),
            new Part("!", false));
  }

  @Test
  void theStemsAreThoseOfTheQuery() {
    assertThat(Excerpt.stems("'o''hara':* | 'պատվեր' & ( 'x-1' )"))
        .containsExactlyInAnyOrder("o", "hara", "պատվեր", "x", "1");
  }

  /** Whatever the text, the pieces are some of it, in order, and no longer than they may be. */
  @Test
  void excerptsArePiecesOfTheText() {
    long seed = 7;
    Random random = new Random(seed);
    List<String> words =
        List.of("parcel", "a", "😀", "պատվեր", " ", "\n", "<b>", "פֿ", "x".repeat(90));
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(80); i > 0; i--) {
        text.append(words.get(random.nextInt(words.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      String excerpt =
          Excerpt.of(text.toString(), Set.of("parcel", "պատվ")).stream()
              .map(Part::text)
              .collect(Collectors.joining());
      String bare = excerpt.replaceAll("^…|…$", "");
      assertThat(text.toString()).as("seed %d round %d", seed, round).contains(bare);
      assertThat(bare.length()).isLessThan(420);
      assertThat(bare.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
    }
  }

  @Test
  void wordsOfAQueryAreLettersDigitsAndWhatStandsWithinThem() {
    assertThat(SearchWords.of("  O'Hara & ann@example.com, +374-11 (Ժամը) "))
        .containsExactly("o'hara", "ann@example.com", "374-11", "ժամը");
    assertThat(SearchWords.of("&|!():*'\\")).isEmpty();
  }
}
