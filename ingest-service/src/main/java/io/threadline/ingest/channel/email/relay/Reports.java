package io.threadline.ingest.channel.email.relay;

import io.threadline.contracts.outbound.MailReported;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.CleanText;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.email.core.OwnMessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a service tells of mail of ours, as the event that a bounce by mail becomes, too. */
final class Reports {
  private static final int MAX_TEXT = 500;

  private final ChannelAccount account;
  private final Arrival arrival;
  private final List<UUID> ids = new ArrayList<>();
  private final List<MailReported.Recipient> recipients = new ArrayList<>();

  Reports(ChannelAccount account, Arrival arrival) {
    this.account = account;
    this.arrival = arrival;
  }

  /** The Message-ID of the mail, with or without angle brackets. */
  Reports about(String messageId) {
    OwnMessageId.of(messageId).ifPresent(ids::add);
    return this;
  }

  Reports recipient(String address, String code, String reason, boolean permanent) {
    String bounded = CleanText.shortened(CleanText.of(address), MAX_TEXT);
    recipients.add(
        new MailReported.Recipient(
            bounded.isEmpty() ? null : bounded,
            code.isEmpty() ? null : CleanText.shortened(CleanText.of(code), MAX_TEXT),
            CleanText.shortened(CleanText.of(reason), MAX_TEXT),
            permanent));
    return this;
  }

  Parsed happened(
      MailReported.Kind kind, String address, String code, String reason, boolean permanent) {
    return recipient(address, code, reason, permanent).happened(kind);
  }

  Parsed happened(MailReported.Kind kind) {
    return new Parsed.Happened(
        new MailReported(
            arrival.messageId(), account.id(), kind, recipients, ids, arrival.raw(), arrival.at()));
  }
}
