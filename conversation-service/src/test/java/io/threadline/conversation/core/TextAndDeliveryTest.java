package io.threadline.conversation.core;

import static io.threadline.conversation.core.Messages.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.outbound.DeliveryReported;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAndDeliveryTest {
  @Test
  void nulAndHalfPairsAreReplacedAndEverythingElseIsKept() {
    assertThat(Storable.text("a\u0000b")).isEqualTo("a\uFFFDb");
    assertThat(Storable.text("\uD83D and \uDE00")).isEqualTo("\uFFFD and \uFFFD");
    assertThat(Storable.text("Բարեւ 😀 ױ")).isEqualTo("Բարեւ 😀 ױ");
    assertThat(Storable.isStorable("😀")).isTrue();
    assertThat(Storable.isStorable("😀\uD83D")).isFalse();
  }

  @Test
  void aCutNeverLeavesHalfAPair() {
    assertThat(Storable.cut("ab😀", 3)).isEqualTo("ab");
    assertThat(Storable.cut("ab😀", 4)).isEqualTo("ab😀");
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUED, SENT, SENT",
    "DELIVERED, SENT, DELIVERED",
    "UNCERTAIN, SENT, SENT",
    "SENT, UNCERTAIN, SENT",
    "FAILED, DELIVERED, DELIVERED",
    "READ, FAILED, READ"
  })
  void reportsAreAppliedByRankAndNotByArrival(
      DeliveryState known, DeliveryState reported, DeliveryState expected) {
    Delivery after = new Delivery(known, null, null, null).after(report(reported));
    assertThat(after.state()).isEqualTo(expected);
    assertThat(after.providerMessageId()).isEqualTo("SM1");
  }

  private static DeliveryReported report(DeliveryState state) {
    return new DeliveryReported(
        new UUID(1, 1), new UUID(1, 2), Channel.SMS, state, "SM1", null, "why", T0);
  }

  @Test
  void referencesNameOurIdsOrTheProviders() {
    UUID own = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    assertThat(ReplyReferences.of(List.of("<" + own + "@mail.example>", "<x@y>", " ")))
        .containsExactly(
            new ReplyReferences.Reference(own + "@mail.example", Optional.of(own)),
            new ReplyReferences.Reference("x@y", Optional.empty()));
  }
}
