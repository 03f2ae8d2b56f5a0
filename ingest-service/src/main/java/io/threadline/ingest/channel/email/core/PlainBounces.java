package io.threadline.ingest.channel.email.core;

import io.threadline.ingest.channel.email.core.DeliveryStatuses.Recipient;
import io.threadline.ingest.channel.email.core.MailReport.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounces that are written for people only: who they are about stands on a line of its own or in a
 * sentence, what happened around it, and the mail itself follows after a line that says so.
 */
final class PlainBounces {
  private static final int MAX_TEXT = 64 * 1024;
  private static final int MAX_RECIPIENTS = 100;
  private static final int REASON_LINES = 12;

  private static final Pattern DAEMON =
      Pattern.compile(
          "^(mailer-?daemon|poo?stmaster|mail[.-]?delivery|mail-?daemon|mail_?system|mdaemon|no-?reply"
              + "|autoresponder|delivery|bounces?|mailadm.*|root|daemon|e?mail-?gateway|mmdf|maildelivery.*|virusscanner.*)([+=.-].*)?@?.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SUBJECT =
      Pattern.compile(
          "undeliver|non[- ]?deliver|not deliver|returned mail|return(ed|ing) (message )?to sender|mail delivery|delivery"
              + " (status|failure|failed|has failed|notification|problem|error|report|delayed)|failure notice|mail failure"
              + "|failed mail|mail system error|warning: message|message (delayed|not delivered|could not)|could not be delivered"
              + "|delivery of your|mail could not|undelivered|unable to deliver|message delivery|rejected:|bounce|mail status"
              + "|dsn|error report|delayed mail|nicht zustellbar|unzustellbar|mensaje no entregado|non remis|mail error"
              + "|не доставлено|недостав|配信|送信できませんでした|エラー|退信|系统退信",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern FAILED =
      Pattern.compile(
          "(not|n't|unable to|failed to|failure|cannot|impossible|could ?n[o']t|was not|undeliver|permanent|fatal|returned|reject|refus"
              + "|bounced|error|existe|できません|ませんでした|未能|зуст|не ).{0,400}",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

  /** Said of mail and of nothing else. */
  private static final Pattern NOT_DELIVERED =
      Pattern.compile(
          "trouble delivering|(could not|couldn't|cannot|can't|unable to) (be )?deliver|was not delivered|undeliverable|delivery (has )?failed",
          Pattern.CASE_INSENSITIVE);

  /** Below these the mail itself follows. */
  private static final Pattern ORIGINAL =
      Pattern.compile(
          "^[\\s>*#=_-]*(-{2,} ?(this is a copy of|below this line|original message|the header of|the body of|message header"
              + "|returned (message|mail)|original mail|undelivered message|forwarded message|message headers?|headers|mensaje original"
              + "|start of|unsent message|enclosed|your (original )?message)|below this line is|original message (follows|headers)|(the )?(original|returned|rejected) (message|mail) (follows"
              + "|header|text|is|below|begins|starts)|message (header|text) follows|content-type: message/rfc822|unsent message below"
              + "|original message header|here is (a|the) copy|a copy of (the|your)|the following is|-----original mail|\\|-* ?message (header|text)|return-path: <)",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private static final Pattern RECEIVED =
      Pattern.compile(
          "^(Received: (from|by|\\()|Return-Path:)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** Amazon tells of mail that arrived in the same words as of mail that did not. */
  private static final Pattern ARRIVED =
      Pattern.compile("\"(notification|event)Type\"\\s*:\\s*\"Delivery\"");

  private PlainBounces() {}

  /** True if a machine wrote it about a mail that did not arrive. */
  static boolean looksLikeOne(ReportSource mail) {
    if (!mail.failedRecipients().isBlank()) {
      return true;
    }
    if (ARRIVED.matcher(explanation(mail)).find()) {
      return false;
    }
    boolean daemon = isDaemon(mail.from());
    boolean subject = SUBJECT.matcher(mail.subject()).find();
    boolean told = NOT_DELIVERED.matcher(explanation(mail)).find();
    boolean report = mail.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/report");
    return (daemon || mail.automatic() || report)
        && (subject || told || (daemon && FAILED.matcher(explanation(mail)).find()));
  }

  /** True for the names that mail servers go by, and for nobody. */
  static boolean isDaemon(String from) {
    return from.isEmpty() || DAEMON.matcher(from).matches();
  }

  /** What is said to people, without the mail that came back. */
  static String explanation(ReportSource mail) {
    String text = mail.text("text/plain", "text/html");
    String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    Matcher original = ORIGINAL.matcher(bounded);
    int end = original.find() && original.start() > 0 ? original.start() : bounded.length();
    Matcher received = RECEIVED.matcher(bounded);
    return bounded.substring(
        0, received.find() && received.start() > 40 ? Math.min(end, received.start()) : end);
  }

  /** A failure per recipient that the text names; one without a name if it names none. */
  static List<Failure> failures(ReportSource mail, String explanation) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String each : mail.failedRecipients().split(",", MAX_RECIPIENTS)) {
      String address = Recipient.in(each);
      if (!address.isEmpty()) {
        said.put(address, explanation);
      }
    }
    if (said.isEmpty()) {
      said.putAll(named(explanation));
    }
    if (said.isEmpty()) {
      List<String> original = MailReports.originalRecipients(mail);
      said.put(original.size() == 1 ? original.getFirst() : "", explanation);
    }
    List<Failure> failures = new ArrayList<>();
    said.forEach(
        (recipient, words) -> failures.add(failure(recipient, words, explanation, mail.subject())));
    return failures;
  }

  private static Failure failure(
      String recipient, String words, String explanation, String subject) {
    String status = DeliveryStatuses.status("", words);
    BounceReason reason = BounceReason.of(words, explanation + ' ' + subject, status);
    boolean delayed = subject.toLowerCase(Locale.ROOT).matches(".*(warning|delay|retry).*");
    return new Failure(
        recipient.isEmpty() ? null : recipient,
        status,
        DeliveryStatuses.replyCode(words),
        reason,
        delayed);
  }

  /** Recipients on lines of their own, each with the lines up to the next one. */
  private static Map<String, String> named(String explanation) {
    List<String> lines = explanation.lines().limit(2_000).toList();
    Map<String, String> named = new LinkedHashMap<>();
    Map<String, String> mentioned = new LinkedHashMap<>();
    for (int i = 0; i < lines.size() && named.size() < MAX_RECIPIENTS; i++) {
      String address = Recipient.in(lines.get(i));
      if (!address.isEmpty()) {
        boolean own = LINE_OF_ITS_OWN.matcher(lines.get(i)).find();
        (own ? named : mentioned).merge(address, about(lines, i), PlainBounces::longer);
      }
    }
    if (!named.isEmpty()) {
      return named;
    }
    // The first address of a sentence is the one the sentence is about.
    Map<String, String> first = new LinkedHashMap<>();
    mentioned.entrySet().stream().limit(1).forEach(e -> first.put(e.getKey(), explanation));
    return first;
  }

  /** The lines from the one that names a recipient to the one that names the next. */
  private static String about(List<String> lines, int start) {
    StringBuilder words = new StringBuilder(lines.get(start));
    for (int i = start + 1; i < Math.min(start + REASON_LINES, lines.size()); i++) {
      if (LINE_OF_ITS_OWN.matcher(lines.get(i)).find()) {
        break;
      }
      words.append(' ').append(lines.get(i));
    }
    return words.toString();
  }

  private static String longer(String first, String second) {
    return second.length() > first.length() ? second : first;
  }

  private static final Pattern LINE_OF_ITS_OWN =
      Pattern.compile(
          "^[\\s*>|.-]*((addressed )?to|recipient|user|original recipient|final-recipient|failed recipient|(recipient|e-?mail|mail)? ?address)?\\s*:?\\s*"
              + "[<\"'(]?[^\\s<>()\\[\\],;:\"'@]{1,256}@[^\\s<>()\\[\\],;:\"'@]{1,253}[>\"')]?\\s*([:;,]|$|\\.\\.\\.|\\(|invalid|error)|^[45]\\d\\d <[^\\s<>@]+@[^\\s<>@]+>\\.\\.\\.",
          Pattern.CASE_INSENSITIVE);
}
