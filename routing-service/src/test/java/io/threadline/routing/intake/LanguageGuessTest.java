package io.threadline.routing.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
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
}
