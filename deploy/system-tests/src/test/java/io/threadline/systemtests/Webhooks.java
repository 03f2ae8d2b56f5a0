package io.threadline.systemtests;

import io.threadline.local.run.LocalSystem;
import io.threadline.local.simulator.TwilioSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Customers' messages, delivered as the providers deliver them. */
final class Webhooks {
  /** How long Twilio waits for an answer. */
  private static final Duration PROVIDER_PATIENCE = Duration.ofSeconds(15);

  private final LocalSystem system;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Webhooks(LocalSystem system) {
    this.system = system;
  }

  /** What {@code demo.json} says of a channel. */
  String setting(String channel, String name) {
    Map<String, String> settings = Objects.requireNonNull(system.demo().channels().get(channel));
    return Objects.requireNonNull(settings.get(name), channel + " has no " + name);
  }

  /** The parameters of an SMS or a WhatsApp message as Twilio posts them. */
  Map<String, String> parameters(String channel, String from, String text) {
    String prefix = channel.equals("whatsapp") ? "whatsapp:" : "";
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""));
    parameters.put("AccountSid", setting(channel, "accountSid"));
    parameters.put("From", prefix + from);
    parameters.put("To", prefix + setting(channel, "address").replaceFirst("^whatsapp:", ""));
    parameters.put("Body", text);
    parameters.put("NumMedia", "0");
    return parameters;
  }

  /** Sends a signed message; answers the HTTP status. */
  int message(String channel, String from, String text) {
    return signed(channel, parameters(channel, from, text)).statusCode();
  }

  /** True if the provider is told that we have it; a broken connection tells it nothing. */
  boolean isAcknowledged(String channel, Map<String, String> parameters) {
    try {
      return signed(channel, parameters).statusCode() == 200;
    } catch (NoAnswerException e) {
      return false;
    }
  }

  /** Nobody answered, or the connection broke: what became of the request is unknown. */
  static final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(URI uri, IOException cause) {
      super(uri + " gave no answer", cause);
    }
  }

  /** Posts parameters with the right signature. */
  HttpResponse<String> signed(String channel, Map<String, String> parameters) {
    String url = setting(channel, "webhook");
    return post(
        url, parameters, TwilioSignature.of(setting(channel, "authToken"), url, parameters));
  }

  /** Posts parameters with any signature. */
  HttpResponse<String> post(String url, Map<String, String> parameters, String signature) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PROVIDER_PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Twilio-Signature", signature)
            .POST(BodyPublishers.ofString(form(parameters)))
            .build());
  }

  /** Posts a raw MIME message. */
  HttpResponse<String> mail(byte[] mime) {
    return send(
        HttpRequest.newBuilder(URI.create(setting("email", "webhook")))
            .header("Content-Type", "message/rfc822")
            .header("Authorization", "Bearer " + setting("email", "key"))
            .POST(BodyPublishers.ofByteArray(mime))
            .build());
  }

  /** A plain mail as a client would write it. */
  byte[] plainMail(String from, String subject, String text) {
    return """
    From: %s
    To: %s
    Subject: %s
    Message-ID: <%s@customers.example>
    Date: Sun, 22 Nov 2026 10:00:00 +0000
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    %s
    """
        .formatted(from, setting("email", "address"), subject, UUID.randomUUID(), text)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new NoAnswerException(request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p ->
            URLEncoder.encode(p.getKey(), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
