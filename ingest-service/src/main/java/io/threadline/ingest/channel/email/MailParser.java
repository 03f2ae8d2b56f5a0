package io.threadline.ingest.channel.email;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Event;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.outbound.MailReported;
import io.threadline.ingest.account.AccountSecrets;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.CleanText;
import io.threadline.ingest.channel.Hashes;
import io.threadline.ingest.channel.email.core.AutomaticMail;
import io.threadline.ingest.channel.email.core.MailDate;
import io.threadline.ingest.channel.email.core.MailKey;
import io.threadline.ingest.channel.email.core.MailReport;
import io.threadline.ingest.channel.email.core.ReplyTokens;
import io.threadline.platform.address.Addresses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a mail into the message a customer wrote. Never fails; see {@link MailReader}.
 */
public final class MailParser {
  private static final int MAX_TEXT = 120_000;
  private static final int MAX_HTML = 150_000;
  private static final int MAX_SUBJECT = 20_000;
  private static final int MAX_NAME = 255;
  private static final int MAX_REFERENCES = 100;
  private static final int MAX_ID = 500;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]{1," + MAX_ID + "}>");
  private static final List<String> RECIPIENTS =
      List.of("Delivered-To", "X-Original-To", "To", "Cc");

  private MailParser() {}

  /**
   * Who a mail server said it was from and for.
   *
   * @param from the MAIL FROM; empty for a bounce, null if there was no mail server
   * @param to the RCPT TO, or null
   */
  public record SmtpEnvelope(@Nullable String from, @Nullable String to) {
    /** For mail that came without one. */
    public static final SmtpEnvelope NONE = new SmtpEnvelope(null, null);
  }

  /** What the bytes are: a message, or a report on mail of ours. */
  public static Event read(
      ChannelAccount account, byte[] bytes, SmtpEnvelope envelope, Arrival arrival) {
    Mail mail = MailReader.read(bytes);
    Optional<MailReported> report =
        MailReporting.event(
            account, MailReporting.of(mail, envelope), recipients(mail, envelope), arrival);
    return report.isPresent() ? report.get() : message(account, mail, envelope, arrival);
  }

  /** The message in the bytes, even if they are a report. */
  public static MessageReceived parse(
      ChannelAccount account, byte[] bytes, SmtpEnvelope envelope, Arrival arrival) {
    return message(account, MailReader.read(bytes), envelope, arrival);
  }

  private static MessageReceived message(
      ChannelAccount account, Mail mail, SmtpEnvelope envelope, Arrival arrival) {
    Mailboxes.Found sender = sender(mail, envelope, arrival);
    Bodies bodies = bodies(mail);
    String subject = CleanText.of(EncodedWords.decode(mail.header("Subject")));
    String address = CleanText.of(Addresses.comparable(Channel.EMAIL, sender.address(), null));
    String hash = contentHash(address, subject, bodies, mail);
    List<Attachment> attachments = attachments(mail, arrival);
    MessageReceived message =
        new MessageReceived(
            arrival.messageId(),
            Channel.EMAIL,
            account.id(),
            account.queue(),
            account.language(),
            CleanText.of(sender.address()),
            address,
            envelope.to() == null ? account.address() : CleanText.of(envelope.to()),
            sender.name() == null
                ? null
                : CleanText.shortened(CleanText.of(sender.name()), MAX_NAME),
            MailKey.of(messageId(mail, arrival), hash),
            hash,
            subject.isEmpty() ? null : CleanText.shortened(subject, MAX_SUBJECT),
            bodies.text(),
            bodies.quoted(),
            bodies.html(),
            attachments,
            references(mail, account, envelope),
            null,
            mail.encrypted() == null ? null : "encrypted-" + mail.encrypted(),
            isAutomatic(mail, envelope, sender.address()),
            MailDate.parse(mail.header("Date")),
            arrival.at(),
            arrival.raw());
    return Fitting.fit(message);
  }

  /** What the mail in the bytes says. */
  public static MailText text(byte[] bytes) {
    return text(MailReader.read(bytes));
  }

  private static MailText text(Mail mail) {
    String plain = String.join("\n", mail.plain()).strip();
    return plain.isEmpty() && !mail.html().isEmpty()
        ? MailText.ofHtml(html(mail))
        : MailText.ofPlain(plain);
  }

  private static String html(Mail mail) {
    return String.join("\n<hr>\n", mail.html());
  }

  /** What the mail in the bytes reports on mail of ours, if that is what it is. */
  public static MailReport report(byte[] bytes, SmtpEnvelope envelope) {
    return MailReporting.of(MailReader.read(bytes), envelope);
  }

  private record Bodies(String text, @Nullable String quoted, @Nullable String html) {}

  private static Bodies bodies(Mail mail) {
    String html = html(mail);
    MailText reply = text(mail);
    String shown = html.isEmpty() ? null : HtmlBodies.sanitised(html);
    String text = CleanText.shortened(CleanText.of(reply.text()), MAX_TEXT);
    String note = mail.cutShort() ? "\n[The mail is larger than is shown here]" : "";
    if (mail.encrypted() != null) {
      note = "[This mail is encrypted and cannot be read here: ask for it in the clear]";
    }
    String quoted = reply.folded();
    return new Bodies(
        text + note,
        quoted == null ? null : CleanText.shortened(CleanText.of(quoted), MAX_TEXT),
        // Half a document would be worse than none: the text says the same.
        shown == null || shown.isBlank() || shown.length() > MAX_HTML ? null : CleanText.of(shown));
  }

  private static Mailboxes.Found sender(Mail mail, SmtpEnvelope envelope, Arrival arrival) {
    for (String header : List.of("From", "Sender", "Reply-To", "Return-Path")) {
      List<Mailboxes.Found> found = Mailboxes.parse(mail.header(header));
      if (!found.isEmpty()) {
        return found.getFirst();
      }
    }
    if (envelope.from() != null && envelope.from().contains("@")) {
      return new Mailboxes.Found(envelope.from(), null);
    }
    // Nobody can be answered; and two such mails must not look like one person's.
    String id = arrival.raw().sha256().substring(0, 12);
    return new Mailboxes.Found("unknown-" + id + "@invalid", null);
  }

  /** The sender's id, or what the bytes are, so that a mail that comes twice is one. */
  private static String messageId(Mail mail, Arrival arrival) {
    Matcher id = ID.matcher(mail.header("Message-ID"));
    if (id.find()) {
      return CleanText.of(id.group());
    }
    String bare = mail.header("Message-ID").strip();
    return bare.isEmpty() || bare.length() > MAX_ID || bare.contains(" ")
        ? "sha256:" + arrival.raw().sha256()
        : CleanText.of(bare);
  }

  private static List<String> references(Mail mail, ChannelAccount account, SmtpEnvelope envelope) {
    Set<String> references = new LinkedHashSet<>();
    ReplyTokens.find(
            account.address(),
            recipients(mail, envelope),
            ReplyTokens.Kind.TICKET,
            account.secret(AccountSecrets.WEBHOOK_KEY))
        .ifPresent(ticket -> references.add(ticket.toString()));
    references.addAll(ids(mail.header("In-Reply-To")));
    List<String> chain = new ArrayList<>(ids(mail.header("References")));
    Collections.reverse(chain);
    references.addAll(chain);
    return references.stream().limit(MAX_REFERENCES).map(CleanText::of).toList();
  }

  /** Recipients that may hold a token. */
  private static List<String> recipients(Mail mail, SmtpEnvelope envelope) {
    List<String> recipients = new ArrayList<>();
    if (envelope.to() != null) {
      recipients.add(envelope.to());
    }
    for (String header : RECIPIENTS) {
      String body = mail.header(header);
      if (body.indexOf('+') >= 0) {
        Mailboxes.parse(body).forEach(found -> recipients.add(found.address()));
      }
    }
    return recipients;
  }

  private static List<String> ids(String header) {
    return ID.matcher(header).results().map(result -> result.group()).toList();
  }

  private static List<Attachment> attachments(Mail mail, Arrival arrival) {
    return mail.files().stream()
        .map(file ->
            new Attachment(
                "vault:" + arrival.raw().sha256() + '/' + file.part(),
                CleanText.shortened(CleanText.of(file.contentType()), MAX_NAME),
                file.name() == null
                    ? null
                    : CleanText.shortened(CleanText.of(file.name()), MAX_NAME),
                file.size(),
                file.inline()))
        .toList();
  }

  /** Over who wrote what: relays add headers to a mail on its way. */
  private static String contentHash(String address, String subject, Bodies bodies, Mail mail) {
    List<String> content = new ArrayList<>(List.of(address, subject, bodies.text()));
    content.add(bodies.quoted() == null ? "" : bodies.quoted());
    mail.files().forEach(file -> content.add(file.contentType() + file.name() + file.size()));
    return Hashes.ofContent(content);
  }

  private static boolean isAutomatic(Mail mail, SmtpEnvelope envelope, String from) {
    return AutomaticMail.isAutomatic(
        new AutomaticMail.Signs(
            mail.header("Auto-Submitted"),
            mail.header("Precedence"),
            MailReporting.nullReturnPath(mail, envelope),
            mail.has("List-Id"),
            mail.has("X-Auto-Response-Suppress"),
            mail.has("X-Autoreply") || mail.has("X-Autorespond"),
            from,
            EncodedWords.decode(mail.header("Subject")),
            mail.header("Content-Type")));
  }
}
