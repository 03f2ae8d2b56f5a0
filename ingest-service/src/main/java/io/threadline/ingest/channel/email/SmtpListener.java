package io.threadline.ingest.channel.email;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.ingest.accept.AcceptConfig;
import io.threadline.ingest.accept.AcceptMetrics;
import io.threadline.ingest.accept.Intake;
import io.threadline.ingest.accept.Taken;
import io.threadline.ingest.account.AccountDirectory;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.channel.email.core.ReplyTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * An SMTP server for our own mailboxes: unknown recipients get 550, too large a mail 552, and 250
 * comes only when the mail is durable. When it cannot be, 452: the sender's server keeps it.
 */
@ApplicationScoped
public class SmtpListener {
  private static final Logger LOG = Logger.getLogger(SmtpListener.class);
  private static final int MAX_RECIPIENTS = 50;
  private static final int TIMEOUT_MILLIS = 60_000;

  private final SmtpConfig config;
  private final AcceptConfig accept;
  private final AccountDirectory accounts;
  private final Intake intake;
  private final EmailWebhook email;
  private final AcceptMetrics metrics;
  private final Semaphore room;
  private @Nullable SMTPServer server;

  public SmtpListener(
      SmtpConfig config,
      AcceptConfig accept,
      AccountDirectory accounts,
      Intake intake,
      EmailWebhook email,
      AcceptMetrics metrics) {
    this.config = config;
    this.accept = accept;
    this.accounts = accounts;
    this.intake = intake;
    this.email = email;
    this.metrics = metrics;
    // Mails held in memory at once, each of them at its largest.
    this.room = new Semaphore((int) Math.max(1, accept.bodyBytes() / accept.emailBytes()));
  }

  void start(@Observes StartupEvent event) {
    if (config.port() < 0) {
      return;
    }
    SMTPServer started =
        SMTPServer.port(config.port())
            .hostName(config.host())
            .softwareName("Threadline")
            .maxConnections(config.maxConnections())
            .maxRecipients(MAX_RECIPIENTS)
            .maxMessageSize(accept.emailBytes())
            .connectionTimeoutMs(TIMEOUT_MILLIS)
            .insertReceivedHeaders(false)
            .messageHandlerFactory(_ -> new Conversation())
            .build();
    started.start();
    server = started;
    LOG.infof("SMTP listens on port %d", started.getPortAllocated());
  }

  void stop(@Observes ShutdownEvent event) {
    if (server != null) {
      server.stop();
    }
  }

  /** The port in use; for tests that ask for a free one. */
  public int port() {
    return server == null ? -1 : server.getPortAllocated();
  }

  /** One mail from MAIL FROM to the end of DATA. */
  private final class Conversation implements MessageHandler {
    private final Map<String, ChannelAccount> recipients = new LinkedHashMap<>();
    private String from = "";

    @Override
    public void from(String sender) {
      from = sender == null ? "" : sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      ChannelAccount account;
      try {
        account = accounts.ofMailbox(ReplyTokens.withoutToken(recipient)).orElse(null);
      } catch (RuntimeException e) {
        LOG.errorf("a mailbox could not be looked up: %s", e.getMessage());
        throw new RejectException(451, "4.3.0 try again later");
      }
      if (account == null) {
        throw new RejectException(550, "5.1.1 no such mailbox here");
      }
      recipients.put(recipient, account);
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
      long start = System.nanoTime();
      if (!room.tryAcquire()) {
        throw new RejectException(452, "4.3.1 too much is being received, try again later");
      }
      try {
        byte[] mail = data.readNBytes(accept.emailBytes() + 1);
        if (mail.length > accept.emailBytes()) {
          throw new RejectException(552, "5.3.4 the mail is larger than " + accept.emailBytes());
        }
        for (Map.Entry<String, ChannelAccount> recipient : recipients.entrySet()) {
          take(recipient.getKey(), recipient.getValue(), mail, start);
        }
        return null;
      } finally {
        room.release();
      }
    }

    private void take(String recipient, ChannelAccount account, byte[] mail, long start)
        throws RejectException {
      WebhookRequest request =
          new WebhookRequest(
              "",
              "",
              Map.of(EmailWebhook.ENVELOPE_FROM, from, EmailWebhook.ENVELOPE_TO, recipient),
              Map.of("content-type", EmailWebhook.MIME),
              mail);
      String channel = account.channel().name();
      switch (intake.takeAuthentic(email, account, request).join()) {
        case Taken.Accepted accepted -> metrics.ended(channel, accepted.how(), start);
        case Taken.Malformed malformed -> {
          metrics.ended(channel, "malformed", start);
          throw new RejectException(554, "5.6.0 " + malformed.reason());
        }
        case Taken.Refused refused -> {
          metrics.ended(channel, "refused", start);
          throw new RejectException(452, "4.3.1 " + refused.reason());
        }
        case Taken.Forbidden _ -> throw new RejectException(550, "5.7.1 not allowed");
      }
    }

    @Override
    public void done() {
      recipients.clear();
    }
  }
}
