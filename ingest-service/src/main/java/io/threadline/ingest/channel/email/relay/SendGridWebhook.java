package io.threadline.ingest.channel.email.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.Channel;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SendGrid's Inbound Parse (twilio.com/docs/sendgrid/for-developers/parsing-email): a form with the
 * raw mail in {@code email}, or with its pieces, each in the charset that {@code charsets} names.
 */
@ApplicationScoped
public class SendGridWebhook implements Webhook {
  private static final int MAX_BYTES = 31 * 1024 * 1024;

  @Override
  public String provider() {
    return "sendgrid";
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
    FormData form = FormData.parse(request.contentType(), request.body());
    if (form == null) {
      return new Parsed.Malformed("the body is no form: SendGrid sends multipart/form-data");
    }
    SmtpEnvelope envelope = envelope(form);
    if (form.has("email")) {
      return new Parsed.Happened(MailParser.read(account, form.bytes("email"), envelope, arrival));
    }
    if (!form.has("from") && !form.has("headers")) {
      return new Parsed.Malformed("neither email nor from and headers are in the form");
    }
    return new Parsed.Happened(MailParser.read(account, composed(form).bytes(), envelope, arrival));
  }

  private static ComposedMail composed(FormData form) {
    JsonNode charsets = json(form.text("charsets"));
    ComposedMail mail = new ComposedMail();
    mail.rawHeader(form.text("headers"));
    for (String name : new String[] {"From", "To", "Subject", "Cc"}) {
      String field = name.toLowerCase(java.util.Locale.ROOT);
      mail.headerIfMissing(name, form.text(field, charset(charsets, field)));
    }
    mail.text(form.text("text", charset(charsets, "text")));
    mail.html(form.text("html", charset(charsets, "html")));
    JsonNode infos = json(form.text("attachment-info"));
    for (FormData.File file : form.files()) {
      JsonNode info = infos.path(file.field());
      JsonNode id = info.path("content-id");
      mail.file(
          info.path("filename").asText(file.name()),
          file.contentType(),
          id.isTextual() ? id.asText() : null,
          file.bytes());
    }
    return mail;
  }

  private static String charset(JsonNode charsets, String field) {
    return charsets.path(field).asText("UTF-8");
  }

  private static SmtpEnvelope envelope(FormData form) {
    JsonNode envelope = json(form.text("envelope"));
    return new SmtpEnvelope(text(envelope.path("from")), text(envelope.path("to").path(0)));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static JsonNode json(String text) {
    try {
      return EventJson.mapper().readTree(text.isBlank() ? "{}" : text);
    } catch (JsonProcessingException _) {
      return EventJson.mapper().createObjectNode();
    }
  }

  @Override
  public Acknowledgement acknowledgement() {
    return new Acknowledgement("text/plain", "ok");
  }
}
