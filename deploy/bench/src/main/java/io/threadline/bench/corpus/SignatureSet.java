package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.Channel;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.channel.email.relay.MailgunWebhook;
import io.threadline.ingest.channel.email.relay.SnsSignature;
import io.threadline.ingest.channel.twilio.TwilioWebhook;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Valid and invalid signatures of the providers that there are. */
final class SignatureSet implements CorpusSet {

  @Override
  public String name() {
    return "signatures";
  }

  @Override
  public List<Sample> samples(Path data) {
    List<Sample> samples = new ArrayList<>();
    for (Path file : Samples.files(data.resolve("webhooks/signatures"))) {
      for (JsonNode node : Samples.jsonLines(file)) {
        boolean valid = node.path("valid").asBoolean();
        check(node)
            .ifPresent(check ->
                samples.add(
                    new Sample(
                        node.path("provider").asText() + ": " + node.path("case").asText(),
                        () -> Verdict.same("its validity", valid, check.getAsBoolean()))));
      }
    }
    return samples;
  }

  /** How production checks such a signature; empty for a provider that is not supported. */
  private static Optional<BooleanSupplier> check(JsonNode node) {
    return switch (node.path("provider").asText()) {
      case "twilio" -> Optional.of(() -> twilio(node));
      case "mailgun" -> Optional.of(() -> mailgun(node));
      case "aws-sns" -> Optional.of(() -> sns(node));
      default -> Optional.empty();
    };
  }

  private static boolean twilio(JsonNode node) {
    String form =
        node.path("params").properties().stream()
            .map(entry -> encoded(entry.getKey()) + '=' + encoded(entry.getValue().asText()))
            .collect(Collectors.joining("&"));
    boolean isForm = node.has("params");
    String body = isForm ? form : node.path("body").asText();
    return new TwilioWebhook()
        .authentic(
            account("twilio", Map.of("authToken", node.path("secret").asText())),
            new WebhookRequest(
                node.path("url").asText(),
                "",
                Map.of(),
                Map.of(
                    "content-type",
                    isForm ? "application/x-www-form-urlencoded" : "application/json",
                    "x-twilio-signature",
                    node.path("signature").asText()),
                body.getBytes(StandardCharsets.UTF_8)));
  }

  /** The vectors have the signed text, timestamp and token in one: any cut between them does. */
  private static boolean mailgun(JsonNode node) {
    String body = node.path("body").asText();
    String form =
        "timestamp=%s&token=%s&signature=%s"
            .formatted(
                encoded(body.substring(0, 10)),
                encoded(body.substring(10)),
                encoded(node.path("signature").asText()));
    return new MailgunWebhook()
        .authentic(
            account("mailgun", Map.of("signingKey", node.path("secret").asText())),
            new WebhookRequest(
                "",
                "",
                Map.of(),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean sns(JsonNode node) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(
                          node.path("certificate").asText().getBytes(StandardCharsets.UTF_8)));
      return SnsSignature.valid(node.path("message"), certificate);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("the vector's certificate is none", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static ChannelAccount account(String provider, Map<String, String> secrets) {
    UUID id = new UUID(0, 1);
    return new ChannelAccount(
        id, id, Channel.SMS, provider, "+15005550006", null, null, Map.of(), secrets);
  }
}
