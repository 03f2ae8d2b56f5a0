package io.threadline.ingest;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.inbound.RawPayload;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.Hashes;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Accounts and arrivals for tests without a database. */
public final class TestAccounts {
  public static final ChannelAccount SMS = account(Channel.SMS, "twilio", "+15005550006");
  public static final ChannelAccount EMAIL = account(Channel.EMAIL, "email", "support@example.com");

  private TestAccounts() {}

  private static ChannelAccount account(Channel channel, String provider, String address) {
    return new ChannelAccount(
        new UUID(1, channel.name().hashCode()),
        Envelope.DEFAULT_TENANT,
        channel,
        provider,
        address,
        "general",
        "en",
        Map.of("accountSid", "AC00000000000000000000000000000001"),
        Map.of("authToken", "12345", "key", "mail-key", "webhookKey", "hook"));
  }

  public static Arrival arrival(byte[] bytes) {
    String sha256 = Hashes.sha256(bytes);
    boolean inline = bytes.length <= RawPayload.MAX_INLINE_BYTES;
    RawPayload raw =
        new RawPayload(
            "text/plain",
            sha256,
            bytes.length,
            inline ? Base64.getEncoder().encodeToString(bytes) : null,
            inline ? null : sha256);
    return new Arrival(new UUID(7, 7), Instant.parse("2026-03-01T10:00:00Z"), raw);
  }
}
