package io.threadline.conversation.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is taken for one person among a hundred thousand, and why. */
class LikenessTest {
  private static final Map<String, Long> COMMON =
      new HashMap<>(
          Map.of(
              Population.key(Trait.NAME, "john"), 3_000L,
              Population.key(Trait.NAME, "smith"), 1_000L,
              Population.key(Trait.NAME, "arpine"), 20L,
              Population.key(Trait.NAME, "hakobyan"), 40L));
  private static final Population POPULATION = new Population(100_000, COMMON);

  private static Person person(
      String name, @Nullable String birth, @Nullable String email, @Nullable String mentioned) {
    return new Person()
        .with(Trait.NAME, name)
        .with(Trait.BIRTH_DATE, birth)
        .with(Trait.EMAIL, email)
        .with(Trait.MENTIONED_EMAIL, mentioned);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          John Smith,      ,           ,              , John Smith,      ,           ,             , two
          John Smith,      1980-02-03, ,              , John Smith,      1980-02-03, ,             , one
          John Smith,      1980-02-03, ,              , Smith John,      1980-02-03, ,             , one
          John Smith,      1980-02-03, ,              , Arpine Hakobyan, 1980-02-03, ,             , two
          Arpine Hakobyan, ,           ,              , Hakobyan Arpine, ,           ,             , two
          Arpine Hakobyan, 1980-02-03, ,              , Arpine Hakobian, 1980-03-02, ,             , one
          Arpine Hakobyan, ,           ,              , Arpiné HAKOBYAN, ,           a@example.com,, two
          Arpine Hakobyan, ,           ,              a@example.com, Arpine Hakobyan, , a@example.com,, one
          John Smith,      1980-02-03, j@example.com, , John Smith,      1991-07-08, k@example.net,, two
          """)
  void one(
      String name,
      String birth,
      String email,
      String mentioned,
      String otherName,
      String otherBirth,
      String otherEmail,
      String otherMentioned,
      String verdict) {
    Person one = person(name, birth, email, mentioned);
    Person other = person(otherName, otherBirth, otherEmail, otherMentioned);
    double there = new Likeness(POPULATION).compare(one, other).bits();
    double back = new Likeness(POPULATION).compare(other, one).bits();
    assertThat(there).as("the same both ways").isEqualTo(back);
    assertThat(there >= POPULATION.enough() ? "one" : "two")
        .as("%.1f of %.1f bits", there, POPULATION.enough())
        .isEqualTo(verdict);
  }

  @Test
  void reasonsAreWords() {
    Person one = person("Arpine Hakobyan", "1980-02-03", "arpine@example.com", null);
    Person other = person("Hakobian Arpine", "1980-02-03", "zz@example.net", null);
    assertThat(new Likeness(POPULATION).compare(one, other).reasons())
        .extracting(Agreement::words)
        .containsExactly(
            "name spelled alike: arpine hakobyan, hakobian arpine", "same date of birth: 19800203");
  }

  @Test
  void aRareNameSaysMoreThanACommonOne() {
    Likeness likeness = new Likeness(POPULATION);
    Person rare = person("Arpine Hakobyan", null, null, null);
    Person common = person("John Smith", null, null, null);
    assertThat(likeness.compare(rare, rare).bits())
        .isGreaterThan(likeness.compare(common, common).bits() + 10);
  }

  @Test
  void whatIsNotKnownSaysNothing() {
    Person nobody = new Person().with(Trait.NAME, " ").with(Trait.EMAIL, null);
    assertThat(new Likeness(POPULATION).compare(nobody, nobody).agreements()).isEmpty();
    assertThat(BlockingKeys.of(nobody)).isEmpty();
  }

  @Test
  void slipsOfTheKeyboardAreSeenAndOtherWordsAreNot() {
    for (List<String> pair :
        List.of(
            List.of("watson", "watsno"),
            List.of("sondergeld", "sondergelt"),
            List.of("harris", "haris"),
            List.of("connolly", "ynnolloc"))) {
      assertThat(Spelling.isClose(pair.getFirst(), pair.getLast())).as("%s", pair).isTrue();
    }
    assertThat(Spelling.isClose("anna", "emma")).isFalse();
    assertThat(Spelling.isClose("li", "lu")).isFalse();
  }
}
