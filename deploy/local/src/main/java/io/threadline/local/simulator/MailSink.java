package io.threadline.local.simulator;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes every message for every customer and keeps it in the journal. */
final class MailSink {

  private static final int LARGEST_MESSAGE_BYTES = 25 * 1024 * 1024;

  private final Faults faults;
  private final SentJournal journal;

  MailSink(Faults faults, SentJournal journal) {
    this.faults = faults;
    this.journal = journal;
  }

  /** Starts to listen on the loopback address. */
  SMTPServer listen(int port) {
    SMTPServer server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .maxMessageSize(LARGEST_MESSAGE_BYTES)
            .maxConnections(64)
            .messageHandlerFactory(Delivery::new)
            .build();
    server.start();
    return server;
  }

  /** One message on its way in. */
  private final class Delivery implements MessageHandler {

    private final MessageContext context;
    private final List<String> recipients = new ArrayList<>();
    private String sender = "";

    Delivery(MessageContext context) {
      this.context = context;
    }

    @Override
    public void from(String from) {
      sender = from;
    }

    @Override
    public void recipient(String recipient) {
      recipients.add(recipient);
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
      Optional<Fault> fault = faults.next("email");
      byte[] bytes = data.readAllBytes();
      if (fault.isPresent()) {
        misbehaveBefore(fault.get());
      }
      keep(bytes);
      if (fault.filter(f -> f.behaviour() == Fault.Behaviour.TIMEOUT_AFTER_ACCEPT).isPresent()) {
        pause(fault.get().delayMillis());
        cut();
      }
      return null;
    }

    @Override
    public void done() {}

    private void misbehaveBefore(Fault fault) throws RejectException {
      switch (fault.behaviour()) {
        case SLOW -> pause(fault.delayMillis());
        case REFUSE, SERVER_ERROR ->
            throw new RejectException(fault.errorCode(), "refused, as ordered by /sim/faults");
        default -> {}
      }
    }

    private void keep(byte[] bytes) throws RejectException, IOException {
      try {
        MimeMessage message =
            new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        String key = MailText.header(message, "X-Threadline-Message-Id");
        String messageId = MailText.header(message, "Message-ID");
        for (String recipient : recipients) {
          journal.add(
              new SentMessage(
                  "email",
                  sender,
                  recipient,
                  MailText.of(message),
                  key == null ? messageId : key,
                  Instant.now(),
                  messageId == null ? "" : messageId,
                  message.getSubject(),
                  MailText.header(message, "In-Reply-To"),
                  MailText.header(message, "References")));
        }
      } catch (MessagingException e) {
        throw new RejectException(554, "the message cannot be read: " + e.getMessage());
      }
    }

    private void cut() throws IOException {
      if (context instanceof org.subethamail.smtp.server.Session session) {
        session.getSocket().close();
      }
    }

    private void pause(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
