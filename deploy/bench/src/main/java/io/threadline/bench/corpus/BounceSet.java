package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.channel.email.MailParser;
import io.threadline.ingest.channel.email.core.MailReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Bounces, complaints and machines' answers: is the address bad, and whose is it. */
final class BounceSet implements CorpusSet {

  @Override
  public String name() {
    return "email-bounce";
  }

  @Override
  public List<Sample> samples(Path data) {
    Path folder = data.resolve("email-bounce");
    List<Sample> samples = new ArrayList<>();
    for (Path file : Samples.files(folder.resolve("expectations"))) {
      for (JsonNode node : Samples.jsonLines(file)) {
        Path mail = folder.resolve(node.path("input").asText());
        if (Files.exists(mail)) {
          samples.add(
              new Sample(node.path("case").asText(), () -> judge(node, Samples.bytes(mail))));
        }
      }
    }
    return samples;
  }

  private static Verdict judge(JsonNode node, byte[] mail) {
    MailReport report = MailParser.report(mail, MailParser.SmtpEnvelope.NONE);
    return switch (node.path("mail_class").asText()) {
      case "bounce" -> bounce(node, report);
      case "feedback" ->
          report instanceof MailReport.Complaint(String type, var _, var _)
              ? Verdict.same(
                  "the type",
                  node.path("recipients").path(0).path("feedback_type").asText(type),
                  type)
              : new Verdict.Disagrees("a complaint was read as " + report);
      case "auto-reply" -> automatic(mail, report);
      default -> Verdict.same("the kind", new MailReport.None(), report);
    };
  }

  private static Verdict bounce(JsonNode node, MailReport report) {
    boolean arrived =
        node.path("recipients").findValuesAsText("reason").stream().allMatch("delivered"::equals);
    if (arrived && report instanceof MailReport.None) {
      return new Verdict.Agrees();
    }
    if (!(report instanceof MailReport.Bounce(var failures, var _))) {
      return new Verdict.Disagrees("a bounce was read as " + report);
    }
    if (failures.stream().anyMatch(failure -> failure.recipient() == null)) {
      return new Verdict.Disagrees("no recipient was found");
    }
    String found = failures.stream().map(f -> hardness(f.hard())).sorted().toList().toString();
    String expected =
        StreamSupport.stream(node.path("recipients").spliterator(), false)
            .filter(recipient -> !recipient.path("reason").asText().equals("delivered"))
            .map(recipient -> hardness(recipient.path("hard").asBoolean()))
            .sorted()
            .toList()
            .toString();
    return found.equals(expected)
        ? new Verdict.Agrees()
        : new Verdict.Disagrees(
            "expected %s (%s), found %s (%s)"
                .formatted(
                    expected,
                    Verdict.shown(node.path("recipients").findValuesAsText("reason")),
                    found,
                    failures));
  }

  private static String hardness(boolean hard) {
    return hard ? "hard" : "soft";
  }

  private static Verdict automatic(byte[] mail, MailReport report) {
    MessageReceived message = Mails.parse(mail);
    return report instanceof MailReport.None && message.automatic()
        ? new Verdict.Agrees()
        : new Verdict.Disagrees(
            "a machine's answer was read as %s by a person: %s"
                .formatted(report, !message.automatic()));
  }
}
