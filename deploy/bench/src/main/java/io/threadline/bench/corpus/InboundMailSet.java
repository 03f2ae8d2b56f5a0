package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.channel.email.relay.MailgunWebhook;
import io.threadline.ingest.channel.email.relay.PostmarkWebhook;
import io.threadline.ingest.channel.email.relay.SendGridWebhook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What mail services post: each mail becomes a message, each event a report or nothing. */
final class InboundMailSet implements CorpusSet {
  private static final UUID ID = new UUID(0, 1);
  private static final Map<String, Webhook> WEBHOOKS =
      Map.of(
          "sendgrid", new SendGridWebhook(),
          "mailgun", new MailgunWebhook(),
          "postmark", new PostmarkWebhook());

  @Override
  public String name() {
    return "webhooks-mail";
  }

  @Override
  public List<Sample> samples(Path data) {
    Path folder = data.resolve("webhooks");
    List<Sample> samples = new ArrayList<>();
    for (String set : List.of("inbound-email-anymail", "delivery-events-anymail")) {
      for (JsonNode node : Samples.jsonLines(folder.resolve(set).resolve("cases.jsonl"))) {
        Webhook webhook = provider(node.path("url").asText());
        // A case without checks is about the framework that it was taken from.
        if (webhook != null && !node.path("checks").isEmpty()) {
          samples.add(
              new Sample(
                  webhook.provider() + ": " + node.path("case").asText(),
                  () -> judge(node, webhook)));
        }
      }
    }
    for (Path file : Samples.files(folder.resolve("inbound-email-sendgrid"))) {
      if (Samples.bytes(file).length > 0) {
        samples.add(new Sample(file.getFileName().toString(), () -> posted(Samples.bytes(file))));
      }
    }
    WEBHOOKS.forEach((provider, webhook) -> {
      Path dumps = folder.resolve("inbound-email-multi_mail").resolve(provider);
      for (Path file : Samples.files(dumps)) {
        samples.add(
            new Sample(
                provider + " " + dumps.relativize(file),
                () -> dumped(webhook, Samples.bytes(file))));
      }
    });
    return samples;
  }

  private static @Nullable Webhook provider(String url) {
    for (Map.Entry<String, Webhook> entry : WEBHOOKS.entrySet()) {
      if (url.contains("/" + entry.getKey() + "/")) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static Verdict judge(JsonNode node, Webhook webhook) {
    boolean form = node.path("content_type").asText().equals("form");
    String body =
        form
            ? node.path("post").properties().stream()
                .map(entry -> encoded(entry.getKey()) + '=' + encoded(entry.getValue().asText()))
                .collect(Collectors.joining("&"))
            : node.path("post").isTextual()
                ? node.path("post").asText()
                : node.path("post").toString();
    String type = form ? "application/x-www-form-urlencoded" : "application/json";
    Parsed parsed = parse(webhook, type, body.getBytes(StandardCharsets.UTF_8));
    return switch (parsed) {
      case Parsed.Happened(MessageReceived message) -> compare(node.path("checks"), message);
      case Parsed.Happened _, Parsed.Ignored _ -> new Verdict.Read();
      // Refused with a reason, and in the vault.
      case Parsed.Malformed _ -> new Verdict.Read();
    };
  }

  private static Verdict compare(JsonNode checks, MessageReceived message) {
    for (JsonNode check : checks) {
      String expected = check.path(2).asText();
      String found =
          switch (check.path(0).asText()) {
            case "message.subject" -> message.subject() == null ? "" : message.subject();
            case "message.text" -> message.text();
            case "message.from_email.addr_spec" -> message.from();
            case "message.envelope_recipient" -> message.to();
            default -> expected;
          };
      if (!Samples.words(found).equals(Samples.words(expected))) {
        return Verdict.same(check.path(0).asText(), expected, found);
      }
    }
    return new Verdict.Agrees();
  }

  /** A body alone, whose first line of dashes is its boundary. */
  private static Verdict posted(byte[] body) {
    String first =
        new String(body, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> line.startsWith("--"))
            .findFirst()
            .orElse("--");
    Parsed parsed =
        parse(
            new SendGridWebhook(),
            "multipart/form-data; boundary=" + first.replaceFirst("^--", "").strip(),
            body);
    return parsed instanceof Parsed.Happened(MessageReceived message) && !message.text().isBlank()
        ? new Verdict.Agrees()
        : new Verdict.Lost("it became " + parsed);
  }

  /** A request with its head, as a proxy has written it down. */
  private static Verdict dumped(Webhook webhook, byte[] dump) {
    String text = new String(dump, StandardCharsets.ISO_8859_1);
    int body = text.indexOf(text.contains("\r\n\r\n") ? "\r\n\r\n" : "\n\n");
    String type =
        text.substring(0, Math.max(body, 0))
            .lines()
            .filter(line -> line.regionMatches(true, 0, "content-type:", 0, 13))
            .map(line -> line.substring(13).strip())
            .findFirst()
            .orElse("");
    byte[] content =
        text.substring(body < 0 ? 0 : body).stripLeading().getBytes(StandardCharsets.ISO_8859_1);
    Parsed parsed = parse(webhook, type, content);
    return parsed instanceof Parsed.Happened(MessageReceived message)
            && !(message.text() + message.subject()).isBlank()
        ? new Verdict.Agrees()
        : new Verdict.Lost("it became " + parsed);
  }

  private static Parsed parse(Webhook webhook, String type, byte[] body) {
    ChannelAccount account =
        new ChannelAccount(
            ID,
            ID,
            Channel.EMAIL,
            webhook.provider(),
            "support@corpus.example",
            null,
            null,
            Map.of(),
            Map.of());
    WebhookRequest request =
        new WebhookRequest("", "", Map.of(), Map.of("content-type", type), body);
    return webhook.parse(account, request, Mails.arrival(body));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
