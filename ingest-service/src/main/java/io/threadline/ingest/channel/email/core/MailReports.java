package io.threadline.ingest.channel.email.core;

import io.threadline.ingest.channel.email.core.DeliveryStatuses.Recipient;
import io.threadline.ingest.channel.email.core.MailReport.Bounce;
import io.threadline.ingest.channel.email.core.MailReport.Complaint;
import io.threadline.ingest.channel.email.core.MailReport.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells reports on mail of ours from mail: delivery status notifications (RFC 3464), what servers
 * of other ages and makes write instead, and complaints (RFC 5965).
 */
public final class MailReports {
  private static final int MAX_IDS = 5;
  private static final Pattern ID =
      Pattern.compile("(?im)^[>\\s]*Message-ID:\\s*(<[^<>\\s]{1,500}>)");

  private static final Pattern IN_TEXT = Pattern.compile("(?im)^Final-Recipient:\\s*rfc822");
  private static final Pattern COMPLAINT = Pattern.compile("(?i)^complaint about message from ");

  private MailReports() {}

  /** False for what its header already shows to be a mail like any other. */
  public static boolean mayReport(ReportSource facts) {
    return facts.automatic()
        || !facts.failedRecipients().isBlank()
        || facts.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/report")
        || PlainBounces.isDaemon(facts.from())
        || COMPLAINT.matcher(facts.subject()).find();
  }

  /** What the mail reports. */
  public static MailReport read(ReportSource mail) {
    String feedback = mail.text("message/feedback-report");
    if (!feedback.isEmpty() || COMPLAINT.matcher(mail.subject()).find()) {
      return complaint(mail, feedback);
    }
    String status = mail.text("message/delivery-status", "message/global-delivery-status");
    if (status.isEmpty()) {
      status = statusInText(mail);
    }
    String explanation = PlainBounces.explanation(mail);
    if (!status.isEmpty()) {
      List<Failure> failures = DeliveryStatuses.failures(status, explanation);
      if (!failures.isEmpty() || status.toLowerCase(Locale.ROOT).contains("action:")) {
        return new Bounce(failures, originalIds(mail));
      }
    }
    return PlainBounces.looksLikeOne(mail)
        ? new Bounce(PlainBounces.failures(mail, explanation), originalIds(mail))
        : new MailReport.None();
  }

  /** Some put the fields into a part that is labelled as text. */
  private static String statusInText(ReportSource mail) {
    return mail.parts().stream()
        .map(ReportSource.Part::text)
        .filter(text -> IN_TEXT.matcher(text).find())
        .findFirst()
        .orElse("");
  }

  private static Complaint complaint(ReportSource mail, String feedback) {
    String type = "abuse";
    Set<String> recipients = new LinkedHashSet<>();
    for (Fields group : Fields.groups(feedback)) {
      type = group.first("feedback-type").orElse(type).strip().toLowerCase(Locale.ROOT);
      for (String name : List.of("original-rcpt-to", "removal-recipient")) {
        group.all(name).stream()
            .map(Recipient::in)
            .filter(address -> !address.isEmpty())
            .forEach(recipients::add);
      }
    }
    if (recipients.isEmpty()) {
      recipients.addAll(originalRecipients(mail));
    }
    return new Complaint(type, new ArrayList<>(recipients), originalIds(mail));
  }

  /** To of the mail that the report brings along. */
  static List<String> originalRecipients(ReportSource mail) {
    List<String> found = new ArrayList<>();
    String original = mail.text("message/rfc822", "text/rfc822-headers", "message/rfc822-headers");
    Fields.groups(original).stream()
        .limit(1)
        .flatMap(group -> group.all("to").stream())
        .forEach(to -> {
          for (String one : to.split(",", 50)) {
            String address = Recipient.in(one);
            if (!address.isEmpty()) {
              found.add(address);
            }
          }
        });
    return found;
  }

  /** Message-IDs in what came back: of the part that holds the original first, then of the text. */
  private static List<String> originalIds(ReportSource mail) {
    Set<String> ids = new LinkedHashSet<>();
    String original = mail.text("message/rfc822", "text/rfc822-headers", "message/rfc822-headers");
    for (String text : List.of(original, mail.text("text/plain"), mail.text("text/html"))) {
      Matcher id = ID.matcher(text);
      while (id.find() && ids.size() < MAX_IDS) {
        ids.add(id.group(1));
      }
    }
    return new ArrayList<>(ids);
  }
}
