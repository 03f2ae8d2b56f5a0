package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailDateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue, 03 Feb 2026 10:15:30 +0200              | 2026-02-03T08:15:30Z",
        "3 Feb 2026 10:15 +0000                       | 2026-02-03T10:15:00Z",
        "Tue, 3 Feb 26 10:15:30 EST                   | 2026-02-03T15:15:30Z",
        "Tue, 3 February 98 10:15:30 PDT              | 1998-02-03T17:15:30Z",
        "Tue,03-Feb-2026 10:15:30 GMT                 | 2026-02-03T10:15:30Z",
        "Tue, 03 Feb 2026 10:15:30 -0500 (EST (more)) | 2026-02-03T15:15:30Z",
        "Tue, 03 Feb 2026 10:15:60 Z                  | 2026-02-03T10:15:59Z",
      })
  void isReadAsItIsWritten(String header, Instant expected) {
    assertThat(MailDate.parse(header)).isEqualTo(expected);
  }

  @Test
  void whatIsNoDateIsNone() {
    assertThat(MailDate.parse("")).isNull();
    assertThat(MailDate.parse("yesterday")).isNull();
    assertThat(MailDate.parse("Tue, 31 Feb 2026 10:15:30 +0000")).isNull();
    assertThat(MailDate.parse("Tue, 3 Foo 2026 27:99 +9999")).isNull();
    assertThat(MailDate.parse("1 ".repeat(50_000))).isNull();
  }
}
