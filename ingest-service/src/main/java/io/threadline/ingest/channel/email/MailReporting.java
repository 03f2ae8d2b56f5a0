package io.threadline.ingest.channel.email;

import io.threadline.contracts.outbound.MailReported;
import io.threadline.ingest.account.AccountSecrets;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.CleanText;
import io.threadline.ingest.channel.email.core.MailReport;
import io.threadline.ingest.channel.email.core.MailReports;
import io.threadline.ingest.channel.email.core.OwnMessageId;
import io.threadline.ingest.channel.email.core.ReplyTokens;
import io.threadline.ingest.channel.email.core.ReportSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mails that are no messages: what they report on mail of ours. */
final class MailReporting {
  private static final int MAX_RECIPIENTS = 100;
  private static final int MAX_ADDRESS = 320;

  private MailReporting() {}

  /** What a mail reports. */
  static MailReport of(Mail mail, MailParser.SmtpEnvelope envelope) {
    List<Mailboxes.Found> found = Mailboxes.parse(mail.header("From"));
    ReportSource facts =
        new ReportSource(
            found.isEmpty() ? "" : found.getFirst().address(),
            EncodedWords.decode(mail.header("Subject")),
            mail.header("Content-Type"),
            mail.header("X-Failed-Recipients"),
            nullReturnPath(mail, envelope) || mail.has("Auto-Submitted"),
            List.of());
    // The texts of most mails need not be looked at.
    return MailReports.mayReport(facts)
        ? MailReports.read(facts.with(parts(mail)))
        : new MailReport.None();
  }

  private static List<ReportSource.Part> parts(Mail mail) {
    List<ReportSource.Part> parts = new ArrayList<>();
    mail.plain().forEach(text -> parts.add(new ReportSource.Part("text/plain", text)));
    mail.html().stream()
        .map(HtmlBodies::text)
        .forEach(text -> parts.add(new ReportSource.Part("text/html", text)));
    parts.addAll(mail.reports());
    return parts;
  }

  /** True if the mail must not be answered: RFC 5321, 4.5.5. */
  static boolean nullReturnPath(Mail mail, MailParser.SmtpEnvelope envelope) {
    return mail.header("Return-Path").strip().equals("<>")
        || (envelope.from() != null && envelope.from().isBlank());
  }

  /**
   * The event of a mail that is a report on mail of ours. Empty for messages, and for a report that
   * names nothing that we sent: it has no effect, so it is shown to people like any mail.
   *
   * @param recipients of the mail, as its server and its header have them
   */
  static Optional<MailReported> event(
      ChannelAccount account, MailReport report, List<String> recipients, Arrival arrival) {
    return switch (report) {
      case MailReport.None _ -> Optional.empty();
      case MailReport.Complaint complaint ->
          reported(
              account,
              MailReported.Kind.COMPLAINT,
              complaint.recipients().stream()
                  .map(address -> recipient(address, null, "called spam", true)),
              ids(account, complaint.originalIds(), recipients),
              arrival);
      case MailReport.Bounce bounce ->
          reported(
              account,
              MailReported.Kind.BOUNCE,
              bounce.failures().stream().map(MailReporting::recipient),
              ids(account, bounce.originalIds(), recipients),
              arrival);
    };
  }

  private static Optional<MailReported> reported(
      ChannelAccount account,
      MailReported.Kind kind,
      Stream<MailReported.Recipient> recipients,
      List<UUID> ids,
      Arrival arrival) {
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MailReported(
                arrival.messageId(),
                account.id(),
                kind,
                recipients.limit(MAX_RECIPIENTS).toList(),
                ids,
                arrival.raw(),
                arrival.at()));
  }

  private static MailReported.Recipient recipient(MailReport.Failure failure) {
    String code = failure.status() == null ? failure.replyCode() : failure.status();
    return recipient(failure.recipient(), code, failure.reason().plain(), failure.permanent());
  }

  private static MailReported.Recipient recipient(
      @Nullable String address, @Nullable String code, String reason, boolean permanent) {
    String bounded =
        address == null ? null : CleanText.shortened(CleanText.of(address), MAX_ADDRESS);
    return new MailReported.Recipient(bounded, code, reason, permanent);
  }

  /** Our messages' ids: of the address that bounces go to, then of the mail that came back. */
  private static List<UUID> ids(
      ChannelAccount account, List<String> originalIds, List<String> recipients) {
    Set<UUID> ids = new LinkedHashSet<>();
    ReplyTokens.find(
            account.address(),
            recipients,
            ReplyTokens.Kind.MESSAGE,
            account.secret(AccountSecrets.WEBHOOK_KEY))
        .ifPresent(ids::add);
    originalIds.forEach(id -> OwnMessageId.of(id).ifPresent(ids::add));
    return List.copyOf(ids);
  }
}
