package io.threadline.ingest.channel.email.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.Channel;
import io.threadline.contracts.outbound.MailReported;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.AccountShape;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.channel.email.MailParser;
import io.threadline.ingest.channel.email.MailParser.SmtpEnvelope;
import io.threadline.platform.event.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mailgun's routes (documentation.mailgun.com: receiving messages) and its events: forms with the
 * raw mail in {@code body-mime} or with its pieces, and JSON about mail of ours. Signed by
 * hex(HMAC-SHA256(timestamp + token)) in the body. A replay has no effect, since the mail in it is
 * known; so timestamps are not held against the clock, which Mailgun's retries over eight hours
 * would fail.
 */
@ApplicationScoped
public class MailgunWebhook implements Webhook {
  static final String SECRET = "signingKey";
  private static final int MAX_BYTES = 36 * 1024 * 1024;
  private static final Pattern ATTACHMENT = Pattern.compile("attachment-\\d+");

  @Override
  public String provider() {
    return "mailgun";
  }

  @Override
  public AccountShape shape() {
    return new AccountShape(Set.of(Channel.EMAIL), Set.of(), Set.of(SECRET));
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public boolean slow() {
    return true;
  }

  @Override
  public boolean authentic(ChannelAccount account, WebhookRequest request) {
    FormData form = FormData.parse(request.contentType(), request.body());
    if (form != null) {
      return signed(account, form.text("timestamp"), form.text("token"), form.text("signature"));
    }
    JsonNode signature = json(request.body()).path("signature");
    return signed(
        account,
        signature.path("timestamp").asText(),
        signature.path("token").asText(),
        signature.path("signature").asText());
  }

  private static boolean signed(
      ChannelAccount account, String timestamp, String token, String signature) {
    String key = account.secret(SECRET);
    return !key.isEmpty()
        && !token.isEmpty()
        && Signatures.hmacSha256Hex(key, (timestamp + token).getBytes(StandardCharsets.UTF_8))
            .matches(signature);
  }

  @Override
  public Parsed parse(ChannelAccount account, WebhookRequest request, Arrival arrival) {
    FormData form = FormData.parse(request.contentType(), request.body());
    if (form == null) {
      return event(account, json(request.body()).path("event-data"), arrival);
    }
    SmtpEnvelope envelope =
        new SmtpEnvelope(
            form.has("sender") ? form.text("sender") : null,
            form.has("recipient") ? form.text("recipient") : null);
    if (form.has("body-mime")) {
      return new Parsed.Happened(
          MailParser.read(account, form.bytes("body-mime"), envelope, arrival));
    }
    if (!form.has("message-headers") && !form.has("from")) {
      return new Parsed.Malformed(
          "neither body-mime nor message-headers are in the form: use a route with forward()");
    }
    return new Parsed.Happened(MailParser.read(account, composed(form).bytes(), envelope, arrival));
  }

  private static ComposedMail composed(FormData form) {
    ComposedMail mail = new ComposedMail();
    for (JsonNode pair : json(form.bytes("message-headers"))) {
      mail.header(pair.path(0).asText(), pair.path(1).asText());
    }
    for (String name : new String[] {"From", "To", "Subject", "Date", "Message-Id"}) {
      String lower = form.text(name.toLowerCase(java.util.Locale.ROOT));
      mail.headerIfMissing(name, lower.isEmpty() ? form.text(name) : lower);
    }
    mail.text(form.text("body-plain")).html(form.text("body-html"));
    JsonNode ids = json(form.bytes("content-id-map"));
    for (FormData.File file : form.files()) {
      if (ATTACHMENT.matcher(file.field()).matches()) {
        mail.file(file.name(), file.contentType(), idOf(ids, file.field()), file.bytes());
      }
    }
    return mail;
  }

  /** The map names the field for each Content-ID. */
  private static @Nullable String idOf(JsonNode ids, String field) {
    return ids.properties().stream()
        .filter(entry -> entry.getValue().asText().equals(field))
        .map(entry -> entry.getKey())
        .findFirst()
        .orElse(null);
  }

  private static Parsed event(ChannelAccount account, JsonNode event, Arrival arrival) {
    String kind = event.path("event").asText();
    JsonNode status = event.path("delivery-status");
    Reports report =
        new Reports(account, arrival)
            .about(event.path("message").path("headers").path("message-id").asText());
    String recipient = event.path("recipient").asText();
    String code = status.path("enhanced-code").asText(status.path("code").asText());
    return switch (kind) {
      case "failed" ->
          report.happened(
              MailReported.Kind.BOUNCE,
              recipient,
              code,
              status.path("message").asText(status.path("description").asText()),
              event.path("severity").asText().equals("permanent"));
      case "complained" ->
          report.happened(MailReported.Kind.COMPLAINT, recipient, "", "called spam", true);
      case "" -> new Parsed.Malformed("neither a mail nor event-data is in the body");
      default -> new Parsed.Ignored("event " + kind);
    };
  }

  private static JsonNode json(byte[] body) {
    try {
      return EventJson.mapper().readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException _) {
      return EventJson.mapper().createObjectNode();
    }
  }

  @Override
  public Acknowledgement acknowledgement() {
    return new Acknowledgement("text/plain", "ok");
  }
}
