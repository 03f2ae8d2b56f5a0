package io.threadline.ingest.channel.email;

import io.threadline.contracts.Channel;
import io.threadline.ingest.accept.AcceptConfig;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.AccountShape;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

/** Raw MIME over HTTP: {@code Content-Type: message/rfc822}, {@code Authorization: Bearer key}. */
@ApplicationScoped
public class EmailWebhook implements Webhook {
  static final String PROVIDER = "email";

  /** The only type that it takes. */
  public static final String MIME = "message/rfc822";

  /** The secret by which relays show that they may bring mail. */
  static final String KEY = "key";

  /** Query parameters by which a relay that holds the key hands over the SMTP envelope. */
  static final String ENVELOPE_FROM = "envelope-from";

  static final String ENVELOPE_TO = "envelope-to";
  private static final String BEARER = "bearer ";

  private final int maxBytes;

  public EmailWebhook(AcceptConfig config) {
    this.maxBytes = config.emailBytes();
  }

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public AccountShape shape() {
    return new AccountShape(Set.of(Channel.EMAIL), Set.of(), Set.of(KEY));
  }

  @Override
  public int maxBytes() {
    return maxBytes;
  }

  @Override
  public boolean slow() {
    return true;
  }

  @Override
  public boolean authentic(ChannelAccount account, WebhookRequest request) {
    String header = request.header("authorization");
    String key = account.secret(KEY);
    if (header == null || key.isEmpty() || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return false;
    }
    byte[] given = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), given);
  }

  @Override
  public Parsed parse(ChannelAccount account, WebhookRequest request, Arrival arrival) {
    if (!request.contentType().toLowerCase(Locale.ROOT).startsWith(MIME)) {
      return new Parsed.Malformed("send the raw mail as Content-Type: " + MIME);
    }
    if (isBlank(request.body())) {
      return new Parsed.Malformed("the body is empty: send the raw mail, headers first");
    }
    MailParser.SmtpEnvelope envelope =
        new MailParser.SmtpEnvelope(
            request.query().get(ENVELOPE_FROM), request.query().get(ENVELOPE_TO));
    return new Parsed.Happened(MailParser.read(account, request.body(), envelope, arrival));
  }

  @Override
  public Acknowledgement acknowledgement() {
    return new Acknowledgement("application/json", "{\"accepted\":true}");
  }

  private static boolean isBlank(byte[] body) {
    for (byte b : body) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }
}
