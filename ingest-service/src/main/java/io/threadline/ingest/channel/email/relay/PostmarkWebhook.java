package io.threadline.ingest.channel.email.relay;

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
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Postmark's inbound and bounce webhooks (postmarkapp.com/developer/webhooks): JSON with the raw
 * mail in {@code RawEmail} if the server is set to include it, else with its pieces.
 */
@ApplicationScoped
public class PostmarkWebhook implements Webhook {
  /** 35 MB of attachments in base64. */
  private static final int MAX_BYTES = 50 * 1024 * 1024;

  @Override
  public String provider() {
    return "postmark";
  }

  @Override
  public AccountShape shape() {
    return new AccountShape(Set.of(Channel.EMAIL), Set.of(), Set.of());
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
    return BasicLogin.matches(account, request);
  }

  @Override
  public Parsed parse(ChannelAccount account, WebhookRequest request, Arrival arrival) {
    JsonNode mail;
    try {
      mail = EventJson.mapper().readTree(request.body());
    } catch (IOException _) {
      return new Parsed.Malformed("the body is no JSON: Postmark sends application/json");
    }
    String type = mail.path("RecordType").asText("Inbound");
    return switch (type) {
      case "Inbound" -> inbound(account, mail, arrival);
      case "Bounce" ->
          report(account, mail, arrival)
              .happened(
                  MailReported.Kind.BOUNCE,
                  mail.path("Email").asText(),
                  "",
                  mail.path("Description").asText(),
                  mail.path("Inactive").asBoolean());
      case "SpamComplaint" ->
          report(account, mail, arrival)
              .happened(
                  MailReported.Kind.COMPLAINT,
                  mail.path("Email").asText(),
                  "",
                  "called spam",
                  true);
      default -> new Parsed.Ignored("event " + type);
    };
  }

  /** Postmark's own MessageID says nothing to us; metadata may hold ours. */
  private static Reports report(ChannelAccount account, JsonNode mail, Arrival arrival) {
    return new Reports(account, arrival).about(mail.path("Metadata").path("message-id").asText());
  }

  private static Parsed inbound(ChannelAccount account, JsonNode mail, Arrival arrival) {
    if (!mail.has("From") && !mail.has("FromFull") && !mail.has("RawEmail")) {
      return new Parsed.Malformed("neither From nor RawEmail is in the body");
    }
    SmtpEnvelope envelope = new SmtpEnvelope(null, text(mail.path("OriginalRecipient")));
    String raw = mail.path("RawEmail").asText();
    byte[] bytes =
        raw.isEmpty()
            ? composed(mail).bytes()
            : raw.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new Parsed.Happened(MailParser.read(account, bytes, envelope, arrival));
  }

  private static ComposedMail composed(JsonNode json) {
    ComposedMail mail = new ComposedMail();
    mail.header("From", mailbox(json.path("FromFull"), json.path("From")));
    for (JsonNode header : json.path("Headers")) {
      mail.header(header.path("Name").asText(), header.path("Value").asText());
    }
    mail.headerIfMissing("To", json.path("To").asText());
    mail.headerIfMissing("Cc", json.path("Cc").asText());
    mail.headerIfMissing("Subject", json.path("Subject").asText());
    mail.headerIfMissing("Date", json.path("Date").asText());
    mail.headerIfMissing("Reply-To", json.path("ReplyTo").asText());
    mail.text(json.path("TextBody").asText()).html(json.path("HtmlBody").asText());
    for (JsonNode file : json.path("Attachments")) {
      mail.file(
          file.path("Name").asText("file"),
          file.path("ContentType").asText("application/octet-stream"),
          id(file.path("ContentID")),
          decoded(file.path("Content").asText()));
    }
    return mail;
  }

  private static @Nullable String id(JsonNode node) {
    return node.asText().isEmpty() ? null : node.asText();
  }

  private static String mailbox(JsonNode full, JsonNode plain) {
    String address = full.path("Email").asText();
    String name = full.path("Name").asText().replaceAll("[\"\\\\\\r\\n]", " ");
    if (address.isEmpty()) {
      return plain.asText();
    }
    return name.isEmpty() ? address : "\"" + name + "\" <" + address + '>';
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.asText().isEmpty() ? null : node.asText();
  }

  @Override
  public Acknowledgement acknowledgement() {
    return new Acknowledgement("text/plain", "ok");
  }
}
