package io.threadline.ingest;

import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.account.ChannelAccount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Requests to send, for tests of senders. */
public final class TestSends {
  private TestSends() {}

  public static SendRequested of(ChannelAccount account, String to, String text) {
    return new SendRequested(
        UUID.fromString("01900000-0000-7000-8000-000000000001"),
        UUID.fromString("01900000-0000-7000-8000-000000000002"),
        UUID.fromString("01900000-0000-7000-8000-000000000003"),
        account.channel(),
        account.id(),
        to,
        "A question",
        text,
        List.of(),
        "<q@example.org>",
        List.of("<a@example.org>", "<q@example.org>"),
        false,
        Instant.parse("2026-03-01T10:00:00Z"));
  }
}
