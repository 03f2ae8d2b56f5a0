package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailKeyTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef";

  @Test
  void tellsTwoMailsUnderOneMessageIdApart() {
    assertThat(MailKey.of("<a@b>", HASH)).isEqualTo("<a@b>#0123456789abcdef");
    assertThat(MailKey.of("<a@b>", HASH.substring(1) + "0"))
        .isNotEqualTo(MailKey.of("<a@b>", HASH));
  }

  @Test
  void givesTheMessageIdBack() {
    assertThat(MailKey.messageId(MailKey.of("<a#1@b>", HASH))).contains("<a#1@b>");
    assertThat(MailKey.messageId("<our-own@id>")).contains("<our-own@id>");
    assertThat(MailKey.messageId(MailKey.of("sha256:ff", HASH))).isEmpty();
  }
}
