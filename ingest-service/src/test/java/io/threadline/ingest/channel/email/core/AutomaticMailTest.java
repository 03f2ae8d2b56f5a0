package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticMailTest {
  @ParameterizedTest(name = "{0}|{1}|{2}|{3}|{4} is automatic: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auto-replied; x=y | ''   | false | ann@example.com           | text/plain        | true
          no                | ''   | false | ann@example.com           | text/plain        | false
          ''                | Bulk | false | ann@example.com           | text/plain        | true
          ''                | ''   | true  | ann@example.com           | text/plain        | true
          ''                | ''   | false | MAILER-DAEMON@example.com | text/plain        | true
          ''                | ''   | false | no-reply@example.com      | text/plain        | true
          ''                | ''   | false | ann@example.com           | multipart/report; | true
          ''                | ''   | false | ann@example.com           | text/plain        | false
          """)
  void signsOfAMachine(
      String submitted,
      String precedence,
      boolean nullPath,
      String from,
      String type,
      boolean automatic) {
    AutomaticMail.Signs signs =
        new AutomaticMail.Signs(
            submitted, precedence, nullPath, false, false, false, from, "Hello", type);
    assertThat(AutomaticMail.isAutomatic(signs)).isEqualTo(automatic);
  }

  @ParameterizedTest
  @CsvSource({
    "Out of office: your order, true",
    "Automatische Antwort: Bestellung, true",
    "Réponse automatique : commande, true",
    "Автоответ: заказ, true",
    "My automatic door is broken, false",
  })
  void subjectsThatOnlyProgramsWrite(String subject, boolean automatic) {
    AutomaticMail.Signs signs =
        new AutomaticMail.Signs(
            "", "", false, false, false, false, "ann@example.com", subject, "text/plain");
    assertThat(AutomaticMail.isAutomatic(signs)).isEqualTo(automatic);
  }
}
