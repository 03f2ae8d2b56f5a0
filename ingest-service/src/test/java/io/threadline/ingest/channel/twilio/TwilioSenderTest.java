package io.threadline.ingest.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.ingest.TestAccounts;
import io.threadline.ingest.TestSends;
import io.threadline.ingest.channel.FlakyServer;
import io.threadline.ingest.delivery.core.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwilioSenderTest {
  private final FlakyServer twilio = new FlakyServer();
  private final TwilioSender sender = new TwilioSender(twilio.url(), "https://example.com");

  @AfterEach
  void stop() {
    twilio.close();
  }

  @Test
  void aTakenMessageHasTwiliosId() {
    twilio.answer(201, "", "{\"sid\":\"SM42\",\"status\":\"queued\"}");
    assertThat(send()).isEqualTo(new Outcome.Sent("SM42"));
    assertThat(twilio.requests().getFirst())
        .startsWith("POST /2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json")
        .contains("To=%2B14155550100", "From=%2B15005550006", "Body=hello")
        .contains("message%3D01900000-0000-7000-8000-000000000001");
  }

  @Test
  void aCallThatEndsWithoutAnAnswerIsUncertainAndMadeOnce() {
    twilio.hangUp();
    assertThat(send()).isInstanceOf(Outcome.Uncertain.class);
    assertThat(twilio.requests()).hasSize(1);
  }

  @Test
  void serverErrorsMayHaveBeenTaken() {
    twilio.answer(500, "", "{\"code\":20500,\"message\":\"oops\",\"status\":500}");
    assertThat(send()).isInstanceOf(Outcome.Uncertain.class);
    assertThat(twilio.requests()).hasSize(1);
  }

  @Test
  void busyIsNotTaken() {
    twilio.answer(
        429, "Retry-After: 3\r\n", "{\"code\":20429,\"message\":\"busy\",\"status\":429}");
    assertThat(send())
        .isInstanceOfSatisfying(
            Outcome.NotTaken.class,
            outcome -> assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(3)));
    assertThat(twilio.requests()).hasSize(1);
  }

  @Test
  void aRefusalSaysWhyInPlainWords() {
    twilio.answer(400, "", "{\"code\":21610,\"message\":\"Attempt to send\",\"status\":400}");
    assertThat(send())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            outcome -> {
              assertThat(outcome.code()).isEqualTo("21610");
              assertThat(outcome.reason()).contains("opted out").contains("another channel");
            });
  }

  @Test
  void nobodyListeningIsNotTaken() {
    twilio.close();
    assertThat(send()).isInstanceOf(Outcome.NotTaken.class);
  }

  private Outcome send() {
    return sender.send(TestAccounts.SMS, TestSends.of(TestAccounts.SMS, "+14155550100", "hello"));
  }
}
