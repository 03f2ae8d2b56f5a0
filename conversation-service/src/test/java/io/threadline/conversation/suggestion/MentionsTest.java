package io.threadline.conversation.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.conversation.likeness.Trait;
import io.threadline.conversation.suggestion.Mentions.Mention;
import org.junit.jupiter.api.Test;

/** Addresses in signatures. */
class MentionsTest {

  @Test
  void aSignatureNamesItsWriter() {
    assertThat(Mentions.in("Thanks,\nAnn\n-- \nAnn.Smith@Example.COM, +374 (11) 12-34-56"))
        .containsExactlyInAnyOrder(
            new Mention(Trait.MENTIONED_EMAIL, "Ann.Smith@example.com"),
            new Mention(Trait.MENTIONED_PHONE, "+37411123456"));
  }

  @Test
  void aListOfAddressesNamesNobody() {
    assertThat(Mentions.in("a@x.com b@x.com c@x.com d@x.com")).isEmpty();
    assertThat(Mentions.in("order 12345678, at 10:30, @home, 100+20")).isEmpty();
  }

  @Test
  void longTextsAreReadInTimeThatGrowsWithThem() {
    assertThat(Mentions.in("a".repeat(1_000_000) + "@")).isEmpty();
    assertThat(Mentions.in("+1" + " ".repeat(1_000_000))).isEmpty();
  }
}
