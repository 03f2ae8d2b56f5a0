package io.threadline.ingest.delivery.core;

import static io.threadline.ingest.delivery.core.SmsSegments.Encoding.GSM_7;
import static io.threadline.ingest.delivery.core.SmsSegments.Encoding.UCS_2;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmsSegmentsTest {

  @Test
  void sevenBitTextsHave160CharactersAloneAnd153InParts() {
    assertThat(SmsSegments.of("")).isEqualTo(new SmsSegments(GSM_7, 1));
    assertThat(SmsSegments.of("a".repeat(160))).isEqualTo(new SmsSegments(GSM_7, 1));
    assertThat(SmsSegments.of("a".repeat(161))).isEqualTo(new SmsSegments(GSM_7, 2));
    assertThat(SmsSegments.of("a".repeat(306))).isEqualTo(new SmsSegments(GSM_7, 2));
    assertThat(SmsSegments.of("a".repeat(307))).isEqualTo(new SmsSegments(GSM_7, 3));
  }

  @Test
  void charactersOfTheExtensionTableCountTwice() {
    assertThat(SmsSegments.of("€" + "a".repeat(158)).segments()).isEqualTo(1);
    assertThat(SmsSegments.of("€" + "a".repeat(159)).segments()).isEqualTo(2);
  }

  @Test
  void oneOtherCharacterMakesAllOfItWide() {
    assertThat(SmsSegments.of("ж" + "a".repeat(69))).isEqualTo(new SmsSegments(UCS_2, 1));
    assertThat(SmsSegments.of("ж" + "a".repeat(70))).isEqualTo(new SmsSegments(UCS_2, 2));
  }

  @Test
  void noCharacterIsSplitOverTwoParts() {
    // 66 units, then a character of two: it moves to the second part, which then has 67 of 67.
    assertThat(SmsSegments.of("ж".repeat(66) + "😀" + "ж".repeat(65)).segments()).isEqualTo(2);
    assertThat(SmsSegments.of("ж".repeat(66) + "😀" + "ж".repeat(66)).segments()).isEqualTo(3);
  }
}
