package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.ingest.channel.email.MailParser;
import io.threadline.ingest.channel.email.MailText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Replies: what was written now. Several parsers' own tests, whose words for it differ; what only
 * they know (their fragments and flags) is not judged. Talon keeps signatures, the others do not.
 */
final class ReplySet implements CorpusSet {

  @Override
  public String name() {
    return "email-reply";
  }

  @Override
  public List<Sample> samples(Path data) {
    Path folder = data.resolve("email-reply");
    List<Sample> samples = new ArrayList<>();
    for (Path file : Samples.files(folder.resolve("expectations"))) {
      int number = 0;
      for (JsonNode node : Samples.jsonLines(file)) {
        String name =
            "%s %d %s".formatted(file.getFileName(), ++number, node.path("case").asText());
        Path input = folder.resolve(node.path("input").asText());
        if (!node.has("input") || Files.exists(input)) {
          samples.add(new Sample(name, () -> judge(node, input)));
        }
      }
    }
    return samples;
  }

  private static Verdict judge(JsonNode node, Path input) {
    if (node.has("fn")) {
      return function(node);
    }
    MailText text = text(node, input);
    if (node.has("checks")) {
      return ReplyChecks.judge(node.path("checks"), text);
    }
    if (node.has("plain_reply_whitespace_removed")) {
      return eitherWay(node.path("plain_reply_whitespace_removed").asText(), text);
    }
    if (node.has("signature")) {
      return Verdict.same(
          "the signature",
          bare(node.path("signature").asText().replace("#sig#", "")),
          bare(text.signatureOrEmpty()));
    }
    // An empty expectation is a mail of quotes alone: that is then what is shown.
    String reply = node.path("reply").asText();
    return reply.isBlank() ? new Verdict.Read() : eitherWay(reply, text);
  }

  private static MailText text(JsonNode node, Path input) {
    byte[] bytes = Samples.bytes(input);
    boolean mail = input.toString().endsWith(".eml");
    if (mail || node.path("part").isTextual()) {
      return MailParser.text(bytes);
    }
    return input.toString().endsWith(".html")
        ? MailText.ofHtml(Samples.text(input))
        : MailText.ofPlain(Samples.text(input));
  }

  private static Verdict function(JsonNode node) {
    String argument = node.path("args").path(0).asText();
    return switch (node.path("fn").asText()) {
      case "extract_from_plain" ->
          eitherWay(node.path("expected").asText(), MailText.ofPlain(argument));
      case "extract_from_html" ->
          eitherWay(
              MailText.ofHtml(node.path("expected").asText()).whole(), MailText.ofHtml(argument));
      case "extract_signature" -> signature(node, MailText.ofPlain(argument));
      // Steps inside of their parser.
      default -> new Verdict.Read();
    };
  }

  private static Verdict signature(JsonNode node, MailText text) {
    String expected = node.path("expected").path(1).asText("");
    return Verdict.same(
        "the signature",
        bare(expected.equals("null") ? "" : expected),
        bare(text.signatureOrEmpty()));
  }

  /** With the signature, without it, or with a part: where it begins is a matter of opinion. */
  static Verdict eitherWay(String expected, MailText text) {
    String wanted = bare(expected);
    String without = bare(text.text());
    String with = bare(text.text() + text.signatureOrEmpty());
    return wanted.startsWith(without) && with.startsWith(wanted)
        ? new Verdict.Agrees()
        : Verdict.same("the reply", wanted, without);
  }

  /** Line breaks, blanks and marks are not compared. */
  static String bare(String text) {
    return text.replaceAll("[\\s\\p{Z}\\uFEFF\\u200B]+", "").toLowerCase(Locale.ROOT);
  }
}
