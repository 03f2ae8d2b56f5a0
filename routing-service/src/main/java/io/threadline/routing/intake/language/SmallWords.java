package io.threadline.routing.intake.language;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Words that short messages are made of and that only one of these languages has. Letter sequences
 * say little about ten letters; "kaixo" says all.
 */
final class SmallWords {
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "en",
              Set.of(
                  "the", "my", "is", "and", "hello", "hi", "please", "thanks", "thank", "you",
                  "where", "what", "when", "why", "how", "not", "order", "it", "with", "good",
                  "morning", "help", "i", "can", "your", "this"),
          "es",
              Set.of(
                  "hola",
                  "gracias",
                  "por",
                  "favor",
                  "mi",
                  "pedido",
                  "dónde",
                  "donde",
                  "está",
                  "cuándo",
                  "buenos",
                  "buenas",
                  "días",
                  "tardes",
                  "quiero",
                  "necesito",
                  "ayuda",
                  "el",
                  "los",
                  "las",
                  "una",
                  "pero",
                  "muchas",
                  "con",
                  "qué",
                  "cómo"),
          "fr",
              Set.of(
                  "bonjour",
                  "bonsoir",
                  "merci",
                  "beaucoup",
                  "où",
                  "mon",
                  "ma",
                  "mes",
                  "je",
                  "est",
                  "commande",
                  "le",
                  "les",
                  "et",
                  "pas",
                  "quand",
                  "avec",
                  "vous",
                  "besoin",
                  "salut",
                  "aidez",
                  "une",
                  "pour",
                  "plaît"),
          "de",
              Set.of(
                  "hallo",
                  "danke",
                  "bitte",
                  "wo",
                  "ist",
                  "mein",
                  "meine",
                  "ich",
                  "und",
                  "nicht",
                  "das",
                  "der",
                  "die",
                  "wann",
                  "guten",
                  "tag",
                  "morgen",
                  "hilfe",
                  "paket",
                  "bestellung",
                  "habe",
                  "mit",
                  "ein",
                  "eine",
                  "für"),
          "eu",
              Set.of(
                  "kaixo",
                  "eskerrik",
                  "asko",
                  "mesedez",
                  "dago",
                  "nire",
                  "eta",
                  "ez",
                  "dut",
                  "egun",
                  "egunon",
                  "laguntza",
                  "behar",
                  "eskaera",
                  "noiz",
                  "zer",
                  "arratsalde",
                  "gabon",
                  "bai",
                  "nola",
                  "agur"),
          "ky",
              Set.of(
                  "салам",
                  "саламатсызбы",
                  "саламатсыздарбы",
                  "рахмат",
                  "чоң",
                  "менин",
                  "мен",
                  "жок",
                  "бар",
                  "кайда",
                  "качан",
                  "эмне",
                  "жардам",
                  "керек",
                  "сураныч",
                  "ооба",
                  "жана",
                  "келген",
                  "элек",
                  "кандай"),
          "ru",
              Set.of(
                  "привет",
                  "здравствуйте",
                  "спасибо",
                  "пожалуйста",
                  "где",
                  "мой",
                  "моя",
                  "заказ",
                  "когда",
                  "не",
                  "добрый",
                  "день",
                  "помогите",
                  "нужна",
                  "помощь",
                  "я",
                  "и",
                  "что",
                  "как",
                  "почему"));

  private SmallWords() {}

  /** The one of these languages whose words the text has more of; null if none or a tie. */
  static @Nullable String language(String text, SortedSet<String> among) {
    String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+");
    String best = null;
    int most = 0;
    boolean tie = false;
    for (String language : among) {
      int count = count(words, WORDS.getOrDefault(language, Set.of()));
      tie = count == most ? tie || count > 0 : count < most && tie;
      if (count > most) {
        most = count;
        best = language;
      }
    }
    return tie ? null : best;
  }

  private static int count(String[] words, Set<String> known) {
    int count = 0;
    for (String word : words) {
      count += known.contains(word) ? 1 : 0;
    }
    return count;
  }
}
