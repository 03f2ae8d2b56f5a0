package io.threadline.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plays a customer who writes: the provider's signed webhook, or an email to the SMTP listener. */
final class SimulatedCustomer {

  private final Vertx vertx;
  private final Accounts accounts;
  private final TwilioWebhooks webhooks;
  private final OptOuts optOuts;

  SimulatedCustomer(Vertx vertx, Accounts accounts, TwilioWebhooks webhooks, OptOuts optOuts) {
    this.vertx = vertx;
    this.accounts = accounts;
    this.webhooks = webhooks;
    this.optOuts = optOuts;
  }

  /**
   * Writes a message.
   *
   * @param order from, text; for an email also subject, name, messageId, inReplyTo
   * @return the provider's id and the status that the system answered
   */
  Future<JsonObject> write(String channel, JsonNode order) {
    String from = required(order, "from");
    String text = required(order, "text");
    return switch (channel) {
      case "sms", "whatsapp" -> phone(channel, from, text, order);
      case "email" -> vertx.executeBlocking(() -> mail(from, text, order), false);
      default ->
          throw new InvalidOrderException(
              "customers write by sms, whatsapp or email here, not by '" + channel + "'");
    };
  }

  private Future<JsonObject> phone(String channel, String from, String text, JsonNode order) {
    Map<String, String> account = accounts.channel(channel);
    String sid = order.path("id").asText("SM" + UUID.randomUUID().toString().replace("-", ""));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("MessageSid", sid);
    form.put("SmsMessageSid", sid);
    form.put("SmsSid", sid);
    form.put("AccountSid", value(account, "accountSid"));
    form.put("NumMedia", "0");
    form.put("NumSegments", "1");
    form.put("SmsStatus", "received");
    form.put("Body", text);
    form.put("ApiVersion", "2010-04-01");
    if (channel.equals("whatsapp")) {
      form.put("From", "whatsapp:" + from);
      form.put("To", "whatsapp:" + value(account, "address"));
      form.put("WaId", from.replace("+", ""));
      form.put("ProfileName", order.path("name").asText("Customer"));
    } else {
      form.put("From", from);
      form.put("To", value(account, "address"));
      optOuts.read(from, text);
    }
    return webhooks
        .post(value(account, "webhook") + "#rc=5&rp=all", value(account, "authToken"), form)
        .map(status -> new JsonObject().put("id", sid).put("status", status));
  }

  private JsonObject mail(String from, String text, JsonNode order) throws MessagingException {
    Map<String, String> account = accounts.channel("email");
    String[] server = value(account, "smtp").split(":", -1);
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server[0]);
    properties.put("mail.smtp.port", server[1]);
    properties.put("mail.smtp.connectiontimeout", "5000");
    properties.put("mail.smtp.timeout", "15000");
    Session session = Session.getInstance(properties);
    String id = order.path("messageId").asText("<" + UUID.randomUUID() + "@customer.example>");
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(new InternetAddress(from));
    message.setRecipients(Message.RecipientType.TO, value(account, "address"));
    message.setSubject(order.path("subject").asText("A question"), StandardCharsets.UTF_8.name());
    message.setText(text, StandardCharsets.UTF_8.name());
    message.setSentDate(new java.util.Date());
    @Nullable String inReplyTo = order.path("inReplyTo").asText(null);
    if (inReplyTo != null) {
      message.setHeader("In-Reply-To", inReplyTo);
      message.setHeader("References", inReplyTo);
    }
    Transport.send(message);
    return new JsonObject().put("id", id).put("status", 250);
  }

  private static String required(JsonNode order, String field) {
    String value = order.path(field).asText("");
    if (value.isEmpty()) {
      throw new InvalidOrderException(
          "'%s' is missing: a customer's message has 'from' and 'text'".formatted(field));
    }
    return value;
  }

  private static String value(Map<String, String> account, String field) {
    String value = account.get(field);
    if (value == null) {
      throw new InvalidOrderException("demo.json has no '" + field + "' for this channel");
    }
    return value;
  }
}
