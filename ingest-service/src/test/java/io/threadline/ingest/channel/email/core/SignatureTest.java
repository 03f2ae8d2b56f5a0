package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {

  @Test
  void whatFollowsTheDelimiterIsTheSignature() {
    assertThat(Signature.split("The parcel is open.\n\n-- \nAna Ruiz\n+34 600 000 000"))
        .isEqualTo(new Signature("The parcel is open.", "-- \nAna Ruiz\n+34 600 000 000"));
  }

  @Test
  void programsSignInManyLanguages() {
    for (String line :
        new String[] {
          "Sent from my iPhone",
          "Von meinem iPhone gesendet",
          "Enviado desde mi Galaxy",
          "Get Outlook for Android"
        }) {
      assertThat(Signature.split("Thanks\n\n" + line)).isEqualTo(new Signature("Thanks", line));
    }
  }

  @Test
  void aListIsNoSignature() {
    String list = "I need:\n- two cups\n- one plate";
    assertThat(Signature.split(list)).isEqualTo(new Signature(list, null));
  }

  @Test
  void aMailOfNothingElseStaysText() {
    assertThat(Signature.split("--\nAna")).isEqualTo(new Signature("--\nAna", null));
  }
}
