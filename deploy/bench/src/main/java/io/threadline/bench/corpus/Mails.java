package io.threadline.bench.corpus;

import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.inbound.RawPayload;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.Hashes;
import io.threadline.ingest.channel.email.MailParser;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Reads mails as they are read when they arrive. */
final class Mails {
  private static final UUID ID = new UUID(0, 1);
  private static final ChannelAccount ACCOUNT =
      new ChannelAccount(
          ID, ID, Channel.EMAIL, "email", "support@corpus.example", null, null, Map.of(), Map.of());

  private Mails() {}

  static MessageReceived parse(byte[] mail) {
    return parse(mail, arrival(mail));
  }

  /** What is known of a mail before it is parsed: it was hashed while it was stored. */
  static Arrival arrival(byte[] mail) {
    RawPayload raw =
        new RawPayload("message/rfc822", Hashes.sha256(mail), mail.length, null, "corpus");
    return new Arrival(ID, Instant.EPOCH, raw);
  }

  static MessageReceived parse(byte[] mail, Arrival arrival) {
    return MailParser.parse(ACCOUNT, mail, MailParser.SmtpEnvelope.NONE, arrival);
  }
}
