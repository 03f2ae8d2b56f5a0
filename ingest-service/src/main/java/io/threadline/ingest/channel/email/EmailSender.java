package io.threadline.ingest.channel.email;

import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.account.AccountSecrets;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Sender;
import io.threadline.ingest.channel.email.core.DkimSigner;
import io.threadline.ingest.channel.email.core.MailKey;
import io.threadline.ingest.channel.email.core.ReplyTokens;
import io.threadline.ingest.delivery.core.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail through one mail server, with our own Message-ID, so that an answer finds its message.
 * A reply code is an answer; a connection lost after the mail was begun is not.
 */
@ApplicationScoped
public class EmailSender implements Sender {
  /** Settings and secret of accounts whose mail is signed (RFC 6376). */
  private static final String DKIM_SELECTOR = "dkimSelector";

  private static final String DKIM_DOMAIN = "dkimDomain";
  private static final String DKIM_KEY = "dkimPrivateKey";
  private static final int MAX_SUBJECT = 900;
  private static final int MAX_REFERENCES = 20;

  private final SmtpConfig config;
  private final String host;
  private final int port;
  private final Session session;

  public EmailSender(SmtpConfig config) {
    this.config = config;
    String server = config.out();
    int colon = server.lastIndexOf(':');
    this.host = colon < 0 ? server : server.substring(0, colon);
    this.port = colon < 0 ? 25 : Integer.parseInt(server.substring(colon + 1));
    this.session = Session.getInstance(properties(config));
  }

  private static Properties properties(SmtpConfig config) {
    Properties properties = new Properties();
    String read = Long.toString(config.readTimeout().toMillis());
    properties.setProperty(
        "mail.smtp.connectiontimeout", Long.toString(config.connectTimeout().toMillis()));
    properties.setProperty("mail.smtp.timeout", read);
    properties.setProperty("mail.smtp.writetimeout", read);
    properties.setProperty("mail.smtp.localhost", config.host());
    properties.setProperty("mail.smtp.starttls.enable", "true");
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(config.startTls()));
    properties.setProperty("mail.mime.charset", "UTF-8");
    return properties;
  }

  @Override
  public String provider() {
    return EmailWebhook.PROVIDER;
  }

  @Override
  public Optional<Outcome.Failed> forbids(ChannelAccount account, SendRequested message) {
    if (!message.attachments().isEmpty()) {
      return Optional.of(
          new Outcome.Failed(
              "files", "files are not sent by email yet: write where the customer finds them"));
    }
    try {
      new InternetAddress(message.to(), true).validate();
      return message.to().endsWith("@invalid") ? Optional.of(noAddress()) : Optional.empty();
    } catch (AddressException _) {
      return Optional.of(noAddress());
    }
  }

  private static Outcome.Failed noAddress() {
    return new Outcome.Failed(
        "5.1.3", "the customer's address is not one that mail can be sent to: ask for another");
  }

  @Override
  public Outcome send(ChannelAccount account, SendRequested message) {
    MimeMessage mail;
    try {
      mail = mail(account, message);
    } catch (MessagingException e) {
      return new Outcome.Failed("5.6.0", "the mail cannot be written: " + e.getMessage());
    }
    SMTPTransport transport;
    try {
      transport = (SMTPTransport) session.getTransport("smtp");
      transport.connect(host, port, config.username().orElse(null), config.password().orElse(null));
    } catch (MessagingException e) {
      return new Outcome.NotTaken("connect", "the mail server cannot be reached", null);
    }
    try {
      return transmit(transport, mail);
    } finally {
      close(transport);
    }
  }

  /** What goes wrong with the farewell says nothing about the mail. */
  private static void close(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      System.getLogger(EmailSender.class.getName())
          .log(System.Logger.Level.DEBUG, "the mail server hung up first", e);
    }
  }

  private static Outcome transmit(SMTPTransport transport, MimeMessage mail) {
    try {
      transport.sendMessage(mail, mail.getAllRecipients());
      return new Outcome.Sent(mail.getMessageID());
    } catch (MessagingException e) {
      Integer code = replyCode(e);
      if (code == null) {
        return new Outcome.Uncertain(
            "the mail server ended the connection without an answer, and may have taken the mail");
      }
      String reason = "the mail server answered " + code;
      return code < 500
          ? new Outcome.NotTaken(Integer.toString(code), reason, null)
          : new Outcome.Failed(Integer.toString(code), reason + ": check the address");
    }
  }

  /** The server's answer if there was one: 4xx and 5xx both say that it did not take the mail. */
  private static @Nullable Integer replyCode(MessagingException failure) {
    for (Exception e = failure; e != null; e = next(e)) {
      int code =
          switch (e) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> -1;
          };
      if (code >= 400) {
        return code;
      }
    }
    return null;
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  private MimeMessage mail(ChannelAccount account, SendRequested message)
      throws MessagingException {
    OwnId mail = new OwnId(session, messageId(account, message));
    InternetAddress from = new InternetAddress(account.address());
    mail.setFrom(from);
    String key = account.secret(AccountSecrets.WEBHOOK_KEY);
    mail.setReplyTo(
        new Address[] {
          new InternetAddress(
              ReplyTokens.address(
                  account.address(), ReplyTokens.Kind.TICKET, message.ticketId(), key))
        });
    // Bounces come back to an address that says which message they are of; machines get none.
    mail.setEnvelopeFrom(
        message.automatic()
            ? "<>"
            : ReplyTokens.address(
                account.address(), ReplyTokens.Kind.MESSAGE, message.messageId(), key));
    mail.setRecipients(
        MimeMessage.RecipientType.TO, new Address[] {new InternetAddress(message.to())});
    mail.setSubject(subject(message), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.requestedAt()));
    mail.setText(message.text(), StandardCharsets.UTF_8.name());
    mail.setHeader("X-Threadline-Message-Id", message.messageId().toString());
    String inReplyTo = message.inReplyTo();
    if (inReplyTo != null && MailKey.messageId(inReplyTo).isPresent()) {
      mail.setHeader("In-Reply-To", oneLine(MailKey.messageId(inReplyTo).get()));
    }
    List<String> chain =
        message.references().stream().flatMap(id -> MailKey.messageId(id).stream()).toList();
    if (!chain.isEmpty()) {
      List<String> newest = chain.subList(Math.max(0, chain.size() - MAX_REFERENCES), chain.size());
      mail.setHeader("References", oneLine(String.join(" ", newest)));
    }
    if (message.automatic()) {
      mail.setHeader("Auto-Submitted", "auto-replied");
    }
    mail.saveChanges();
    return account.setting(DKIM_SELECTOR).isEmpty() ? mail : signed(account, mail);
  }

  /**
   * The same mail with a signature of its domain on top; its bytes are sent as they were signed.
   */
  private MimeMessage signed(ChannelAccount account, OwnId mail) throws MessagingException {
    String address = account.address();
    String domain = account.setting(DKIM_DOMAIN);
    try {
      DkimSigner signer =
          new DkimSigner(
              domain.isEmpty() ? address.substring(address.lastIndexOf('@') + 1) : domain,
              account.setting(DKIM_SELECTOR),
              account.secret(DKIM_KEY));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      mail.writeTo(bytes);
      String field =
          "DKIM-Signature: " + signer.sign(bytes.toByteArray(), mail.getSentDate().toInstant());
      SMTPMessage signed =
          new SMTPMessage(
              session,
              new SequenceInputStream(
                  new ByteArrayInputStream((field + "\r\n").getBytes(StandardCharsets.US_ASCII)),
                  new ByteArrayInputStream(bytes.toByteArray())));
      signed.setEnvelopeFrom(mail.getEnvelopeFrom());
      return signed;
    } catch (IOException e) {
      throw new MessagingException("the mail cannot be written", e);
    } catch (IllegalArgumentException e) {
      throw new MessagingException(e.getMessage());
    }
  }

  private static String subject(SendRequested message) {
    String subject = message.subject() == null ? "" : oneLine(message.subject());
    String cut = subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject;
    boolean reply = message.inReplyTo() != null && !cut.regionMatches(true, 0, "re:", 0, 3);
    return reply ? "Re: " + cut : cut;
  }

  /** A line break in a header would start another header. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n\\x00]+", " ").strip();
  }

  private static String messageId(ChannelAccount account, SendRequested message) {
    int at = account.address().lastIndexOf('@');
    return "<" + message.messageId() + account.address().substring(Math.max(at, 0)) + ">";
  }

  /** Keeps our Message-ID where the library would make one of its own. */
  private static final class OwnId extends SMTPMessage {
    private final String id;

    OwnId(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
