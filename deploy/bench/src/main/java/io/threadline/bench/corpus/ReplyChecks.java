package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.ingest.channel.email.MailText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks of parsers that split a mail into fragments, as far as they are about the reply. */
final class ReplyChecks {

  private ReplyChecks() {}

  /** The first check that fails; only read if none is about the reply. */
  static Verdict judge(JsonNode checks, MailText text) {
    Verdict verdict = new Verdict.Read();
    for (JsonNode check : checks) {
      Verdict next = judgeOne(check, text, hasMore(checks, text));
      if (next instanceof Verdict.Disagrees) {
        return next;
      }
      verdict = next instanceof Verdict.Agrees ? next : verdict;
    }
    return verdict;
  }

  private static Verdict judgeOne(JsonNode check, MailText text, boolean more) {
    String what = check.path(0).asText();
    boolean plain = check.size() == 2;
    String how = plain ? "==" : check.path(1).asText();
    JsonNode expected = check.path(plain ? 1 : 2);
    return switch (what) {
      case "visible_equals",
          "EmailReplyParser.parse_reply(f.read())",
          "EmailReplyParser.parse_reply(email.read())",
          "message.reply.strip()",
          "message.reply",
          "mail.replies[0].body" ->
          compare(how, expected.asText(), text.text(), text);
      case "first_fragment_trimmed_equals", "fragment_0_equals" ->
          first(expected.asText(), text, more);
      case "fragment_0_matches" ->
          matches(expected.asText(), text)
              ? new Verdict.Agrees()
              : new Verdict.Disagrees("the reply does not match " + expected);
      case "message.fragments[0].content", "msg.fragments[0].content" ->
          compare(how, expected.asText(), text.text(), text);
      case "mail.replies[0].signatures" ->
          compare(how, expected.asText(), text.signatureOrEmpty(), null);
      case "len(mail.replies)" ->
          Verdict.same("whether there is history", expected.asInt() > 1, text.quoted() != null);
      default -> new Verdict.Read();
    };
  }

  private static Verdict compare(
      String how, String expected, String found, @Nullable MailText text) {
    String wanted = ReplySet.bare(expected);
    String got = ReplySet.bare(found);
    return switch (how) {
      case "==" ->
          text == null
              ? Verdict.same("the signature", wanted, got)
              : ReplySet.eitherWay(expected, text);
      case "contains" ->
          got.contains(wanted)
              ? new Verdict.Agrees()
              : new Verdict.Disagrees(
                  "%s is not in %s".formatted(Verdict.shown(expected), Verdict.shown(found)));
      case "not_contains" ->
          got.contains(wanted)
              ? new Verdict.Disagrees(
                  "%s is in %s".formatted(Verdict.shown(expected), Verdict.shown(found)))
              : new Verdict.Agrees();
      default -> new Verdict.Read();
    };
  }

  /** The first fragment is the whole reply, unless others after the history belong to it. */
  private static Verdict first(String expected, MailText text, boolean more) {
    boolean between = text.text().lines().anyMatch(line -> line.startsWith(">"));
    return (between || more) && ReplySet.bare(text.text()).startsWith(ReplySet.bare(expected))
        ? new Verdict.Agrees()
        : ReplySet.eitherWay(expected, text);
  }

  /** True if a later fragment is to be shown, and is. */
  private static boolean hasMore(JsonNode checks, MailText text) {
    for (JsonNode check : checks) {
      boolean later = check.path(0).asText().matches("fragment_[2-9]_matches");
      if (later && matches(check.path(1).asText(), text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, MailText text) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text.text()).find();
  }
}
