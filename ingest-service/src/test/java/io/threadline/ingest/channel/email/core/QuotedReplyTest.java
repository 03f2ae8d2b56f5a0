package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedReplyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Yes, please.\n\n"
            + "On Mon, 2 Mar 2026 at 10:00, Ann <a@example.com> wrote:\n"
            + "> Shall I?\n"
            + "> Ann",
        "Yes, please.\n\n"
            + "On Mon, 2 Mar 2026 at 10:00, Ann Example of the Long Named Company\n"
            + "<a@example.com>\n"
            + "wrote:\n\n"
            + "> Shall I?",
        "Yes, please.\n\nAm 02.03.2026 um 10:00 schrieb Ann:\n> Soll ich?",
        "Yes, please.\n\nLe lun. 2 mars 2026 à 10:00, Ann <a@example.com> a écrit :\n> Dois-je ?",
        "Yes, please.\n\nEl lun, 2 mar 2026 a las 10:00, Ann (<a@example.com>) escribió:\n\n> ¿Sí?",
        "Yes, please.\n\n"
            + "-----Original Message-----\n"
            + "From: Ann\n"
            + "Sent: Monday\n"
            + "Subject: Hi\n\n"
            + "Shall I?",
        "Yes, please.\n\n"
            + "________________________________\n"
            + "From: Ann <a@example.com>\n"
            + "Sent: Monday, 2 March\n"
            + "To: Bo\n"
            + "Subject: Hi\n\n"
            + "Shall I?",
        "Yes, please.\n\n"
            + "Von: Ann <a@example.com>\n"
            + "Gesendet: Montag\n"
            + "An: Bo\n"
            + "Betreff: Hallo\n\n"
            + "Soll ich?",
        "Yes, please.\n\n> Shall I?\n> Ann\n",
        "> Shall I?\n> Ann\n\nYes, please."
      })
  void foldsTheHistory(String body) {
    QuotedReply reply = QuotedReply.split(body);
    assertThat(reply.text()).isEqualTo("Yes, please.");
    assertThat(reply.quoted())
        .isNotNull()
        .containsAnyOf("Shall I?", "Soll ich?", "Dois-je ?", "¿Sí?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Monday I wrote to you and nobody answered.",
        "From: the bottom of my heart\nthank you",
        "Q1 > Q2 is what I meant",
        "> all of it is quoted\n> and nothing else",
        "a\n> inline question\nanswer\n> another\nanswer again"
      })
  void leavesTextThatOnlyLooksLikeHistory(String body) {
    QuotedReply reply = QuotedReply.split(body);
    assertThat(reply.text()).isEqualTo(body);
    assertThat(reply.quoted()).isNull();
  }

  @Test
  void hugeMailIsSplitInLinearTime() {
    String body = "On a date ".repeat(30_000) + "\n" + "> x\n".repeat(19_000);
    assertThat(QuotedReply.split(body).text()).isNotEmpty();
    assertThat(QuotedReply.split("a\n".repeat(30_000)).quoted()).isNull();
  }
}
