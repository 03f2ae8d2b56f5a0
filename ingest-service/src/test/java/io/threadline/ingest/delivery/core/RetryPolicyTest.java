package io.threadline.ingest.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void waitsTwiceAsLongEachTimeUpToAMinuteThenGivesUp() {
    Outcome.NotTaken notTaken = new Outcome.NotTaken("connect", "refused", null);
    assertThat(RetryPolicy.next(1, notTaken, NOW)).contains(NOW.plusSeconds(1));
    assertThat(RetryPolicy.next(3, notTaken, NOW)).contains(NOW.plusSeconds(4));
    assertThat(RetryPolicy.next(9, notTaken, NOW)).contains(NOW.plusSeconds(60));
    assertThat(RetryPolicy.next(10, notTaken, NOW)).isEmpty();
  }

  @Test
  void waitsAsLongAsTheProviderAsks() {
    Outcome.NotTaken asked = new Outcome.NotTaken("429", "busy", Duration.ofSeconds(7));
    assertThat(RetryPolicy.next(1, asked, NOW)).contains(NOW.plusSeconds(7));
  }

  @Test
  void channelRulesForbidBeforeAnybodyIsAsked() {
    assertThat(TextMessageRules.length("😀".repeat(1_600))).isEmpty();
    assertThat(TextMessageRules.length("x".repeat(1_601))).isPresent();
    assertThat(TextMessageRules.whatsappWindow(null, NOW)).isEmpty();
    assertThat(TextMessageRules.whatsappWindow(NOW.minusSeconds(86_399), NOW)).isEmpty();
    assertThat(TextMessageRules.whatsappWindow(NOW.minusSeconds(86_400), NOW)).isPresent();
  }
}
