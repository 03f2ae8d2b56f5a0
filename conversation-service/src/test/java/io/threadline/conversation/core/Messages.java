package io.threadline.conversation.core;

import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.inbound.RawPayload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers' messages for tests. */
public final class Messages {
  public static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  public static final UUID ACCOUNT = new UUID(7, 7);

  private Messages() {}

  /** An ordinary message; its provider id and hash are made of the text. */
  public static MessageReceived message(Channel channel, String address, String text) {
    return message(channel, address, text, T0);
  }

  public static MessageReceived message(
      Channel channel, String address, String text, Instant receivedAt) {
    return full(
        channel,
        address,
        "p-" + channel + address + text,
        text,
        null,
        false,
        List.of(),
        receivedAt);
  }

  public static MessageReceived full(
      Channel channel,
      String address,
      String providerId,
      String text,
      @Nullable Keyword keyword,
      boolean automatic,
      List<String> references,
      Instant receivedAt) {
    return new MessageReceived(
        UUID.nameUUIDFromBytes((providerId + text).getBytes(StandardCharsets.UTF_8)),
        channel,
        ACCOUNT,
        "general",
        "en",
        address,
        address,
        "+15550000",
        null,
        providerId,
        "hash-" + text,
        channel.equals(Channel.EMAIL) ? "Help" : null,
        text,
        null,
        null,
        List.of(),
        references,
        keyword,
        null,
        automatic,
        null,
        receivedAt,
        new RawPayload("text/plain", "00", 1, "eA==", null));
  }
}
