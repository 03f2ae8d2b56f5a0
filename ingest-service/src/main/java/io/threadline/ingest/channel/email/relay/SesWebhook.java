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
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SES by way of SNS (docs.aws.amazon.com/ses: notification contents): received mail with its
 * content, bounces and complaints. Messages are signed by Amazon, and are of the one topic that the
 * account names.
 */
@ApplicationScoped
public class SesWebhook implements Webhook {
  private static final String TOPIC = "topicArn";
  private static final int MAX_BYTES = 512 * 1024;

  private final SnsCertificates amazon;

  public SesWebhook(SnsCertificates amazon) {
    this.amazon = amazon;
  }

  @Override
  public String provider() {
    return "ses";
  }

  @Override
  public AccountShape shape() {
    return new AccountShape(Set.of(Channel.EMAIL), Set.of(TOPIC), Set.of());
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
    JsonNode message = json(new String(request.body(), StandardCharsets.UTF_8));
    String topic = message.path("TopicArn").asText();
    return !topic.isEmpty()
        && topic.equals(account.setting(TOPIC))
        && amazon
            .at(message.path("SigningCertURL").asText())
            .filter(certificate -> SnsSignature.valid(message, certificate))
            .isPresent();
  }

  @Override
  public Parsed parse(ChannelAccount account, WebhookRequest request, Arrival arrival) {
    JsonNode message = json(new String(request.body(), StandardCharsets.UTF_8));
    return switch (message.path("Type").asText()) {
      case "Notification" -> notification(account, json(message.path("Message").asText()), arrival);
      case "SubscriptionConfirmation" -> {
        // Confirming again has no effect, so that this may be repeated as any parse.
        amazon.confirm(message.path("SubscribeURL").asText());
        yield new Parsed.Ignored("subscription confirmed");
      }
      case "UnsubscribeConfirmation" -> new Parsed.Ignored("unsubscribed");
      default -> new Parsed.Malformed("the body is no message of Amazon SNS");
    };
  }

  private static Parsed notification(ChannelAccount account, JsonNode told, Arrival arrival) {
    String type = told.path("notificationType").asText(told.path("eventType").asText());
    return switch (type) {
      case "Received" -> received(account, told, arrival);
      case "Bounce" -> bounce(account, told, arrival);
      case "Complaint" -> complaint(account, told, arrival);
      case "" -> new Parsed.Malformed("the message is no notification of Amazon SES");
      default -> new Parsed.Ignored("notification " + type);
    };
  }

  private static Parsed received(ChannelAccount account, JsonNode told, Arrival arrival) {
    String content = told.path("content").asText();
    if (content.isEmpty()) {
      return new Parsed.Malformed(
          "the mail itself is not in the notification: let the receipt rule publish it to SNS");
    }
    boolean base64 =
        told.path("receipt").path("action").path("encoding").asText().equalsIgnoreCase("BASE64");
    SmtpEnvelope envelope =
        new SmtpEnvelope(
            text(told.path("mail").path("source")),
            text(told.path("receipt").path("recipients").path(0)));
    try {
      byte[] mail =
          base64
              ? Base64.getMimeDecoder().decode(content)
              : content.getBytes(StandardCharsets.UTF_8);
      return new Parsed.Happened(MailParser.read(account, mail, envelope, arrival));
    } catch (IllegalArgumentException _) {
      return new Parsed.Malformed("the content is said to be base64 and is not");
    }
  }

  private static Parsed bounce(ChannelAccount account, JsonNode told, Arrival arrival) {
    JsonNode bounce = told.path("bounce");
    boolean permanent = bounce.path("bounceType").asText().equals("Permanent");
    Reports report = new Reports(account, arrival).about(messageId(told));
    for (JsonNode recipient : bounce.path("bouncedRecipients")) {
      report.recipient(
          recipient.path("emailAddress").asText(),
          recipient.path("status").asText(),
          recipient.path("diagnosticCode").asText("the mail bounced"),
          permanent);
    }
    return report.happened(MailReported.Kind.BOUNCE);
  }

  private static Parsed complaint(ChannelAccount account, JsonNode told, Arrival arrival) {
    Reports report = new Reports(account, arrival).about(messageId(told));
    for (JsonNode recipient : told.path("complaint").path("complainedRecipients")) {
      report.recipient(recipient.path("emailAddress").asText(), "", "called spam", true);
    }
    return report.happened(MailReported.Kind.COMPLAINT);
  }

  /** Ours, not the one that SES gives. */
  private static String messageId(JsonNode told) {
    JsonNode mail = told.path("mail");
    for (JsonNode header : mail.path("headers")) {
      if (header.path("name").asText().equalsIgnoreCase("Message-ID")) {
        return header.path("value").asText();
      }
    }
    return Optional.ofNullable(text(mail.path("commonHeaders").path("messageId"))).orElse("");
  }

  private static @Nullable String text(JsonNode node) {
    return node.asText().isEmpty() ? null : node.asText();
  }

  private static JsonNode json(String text) {
    try {
      return EventJson.mapper().readTree(text);
    } catch (JsonProcessingException _) {
      return EventJson.mapper().createObjectNode();
    }
  }

  @Override
  public Acknowledgement acknowledgement() {
    return new Acknowledgement("text/plain", "ok");
  }
}
