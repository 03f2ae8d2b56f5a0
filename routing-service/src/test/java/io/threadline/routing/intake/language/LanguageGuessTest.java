package io.threadline.routing.intake.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageGuessTest {
  private static final TreeSet<String> SPOKEN =
      new TreeSet<>(List.of("en", "hy", "eu", "es", "ky", "ru", "he", "yi"));

  private final LanguageGuess guess = new LanguageGuess();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Hello, my order has not arrived yet and I would like to know where it is.
          eu | Kaixo, nire eskaera oraindik ez da iritsi eta non dagoen jakin nahi nuke, mesedez.
          es | Buenos días, mi pedido todavía no ha llegado y quisiera saber dónde está ahora mismo.
          hy | Բարև ձեզ, իմ պատվերը դեռ չի հասել։
          ky | Саламатсызбы, менин буйрутмам дагы эле келе элек, ал кайда экенин билгим келет. Өтүнөмүн.
          ru | Здравствуйте, мой заказ до сих пор не пришёл, я хотел бы узнать, где он находится.
          he | שלום, ההזמנה שלי עדיין לא הגיעה ואני רוצה לדעת איפה היא נמצאת
          yi | שלום עליכם, מײַן באַשטעלונג איז נאָך נישט אָנגעקומען און איך װאָלט געװאָלט װיסן װוּ זי איז
          """)
  void tellsTheLanguageOfAServiceText(String language, String text) {
    assertThat(guess.guess(text, SPOKEN, "en")).isEqualTo(language);
  }

  @Test
  void takesTheHintForTextsThatAreTooShort() {
    assertThat(guess.guess("ok", SPOKEN, "es")).isEqualTo("es");
    assertThat(guess.guess("", SPOKEN, null)).isNull();
  }

  @Test
  void neverGuessesALanguageThatNobodySpeaks() {
    String french =
        "Bonjour, ma commande n'est pas encore arrivée et je voudrais savoir où elle est.";
    assertThat(guess.guess(french, new TreeSet<>(List.of("en", "hy")), "en")).isEqualTo("en");
  }

  /** In a pool where English, Basque, Spanish and Armenian are spoken, and English is expected. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eu | Kaixo!
          eu | Eskerrik asko, egun on
          es | Hola
          es | ¿Dónde está mi pedido?
          hy | Բարև
          en | Hello
          en | Bonjour, merci beaucoup
          en | Привет, где мой заказ?
          en | Olá, eu gostaria de saber onde está a minha encomenda, que ainda não chegou.
          en | 4711
          en | 👍
          """)
  void tellsShortTextsByTheirSmallWordsAndTakesTheHintForTheRest(String language, String text) {
    assertThat(guess.guess(text, new TreeSet<>(List.of("en", "eu", "es", "hy")), "en"))
        .isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # written | spoken   | hint | text
          ru        | en ru    | en   | Привет
          ky        | ky ru    | ru   | Рахмат, чоң рахмат
          ky        | ky ru    | ru   | Менин заказым кайда? Жооп бериниздерчи, отунуч.
          ru        | ky ru    | ru   | Заказ
          en        | en ru    | en   | Мій паспорт, будь ласка, і її телефон, дякую за відповідь
          he        | en he yi | en   | שלום, איפה ההזמנה שלי?
          yi        | en he yi | en   | ווו איז מײַן באַשטעלונג?
          yi        | en he yi | he   | וואס איז מיט מיין באשטעלונג?
          he        | en he    | en   | שלום
          -         | en       | -    | שלום
          """)
  void theAlphabetNarrowsTheChoice(
      @Nullable String written, String spoken, @Nullable String hint, String text) {
    assertThat(guess.guess(text, new TreeSet<>(List.of(spoken.split(" "))), hint))
        .isEqualTo(written);
  }

  @Test
  void pointedHebrewIsNoYiddish() {
    String genesis = "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ";
    assertThat(guess.guess(genesis, SPOKEN, "en")).isEqualTo("he");
  }

  @Test
  void tellsWhatIsWrittenEvenIfNobodySpeaksIt() {
    assertThat(guess.written("Olá, eu gostaria de saber onde está a minha encomenda."))
        .isEqualTo("pt");
    assertThat(guess.written("ok")).isNull();
    assertThat(guess.written("")).isNull();
  }
}
