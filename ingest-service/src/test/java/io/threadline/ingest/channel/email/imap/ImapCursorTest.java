package io.threadline.ingest.channel.email.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.ingest.channel.email.imap.ImapCursor.Plan;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ImapCursorTest {
  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  @Test
  void aKnownMailboxIsReadFromWhereItWasLeft() {
    assertThat(new ImapCursor(7L, 41, NOON).plan(7, false)).isEqualTo(new Plan.After(41));
  }

  @Test
  void aNewMailboxBeginsNowUnlessAllIsWanted() {
    assertThat(new ImapCursor(null, 0, NOON).plan(7, false)).isEqualTo(new Plan.FromNow());
    assertThat(new ImapCursor(null, 0, NOON).plan(7, true)).isEqualTo(new Plan.After(0));
  }

  @Test
  void uidsOfAnotherValiditySayNothing() {
    assertThat(new ImapCursor(7L, 41, NOON).plan(8, false))
        .isEqualTo(new Plan.Since(Instant.parse("2026-03-01T12:00:00Z")));
  }
}
