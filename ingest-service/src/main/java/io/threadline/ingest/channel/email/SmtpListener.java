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
import io.threadline.ingest.channel.email.core.SenderLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
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
  private final SmtpListenerConfig demands;
  private final MailRoom room;
  private final SenderLimits limits;
  private final Clock clock = Clock.systemUTC();
  private @Nullable SMTPServer server;

  public SmtpListener(
      SmtpConfig config,
      SmtpListenerConfig demands,
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
    this.demands = demands;
    this.room = new MailRoom(demands.bytes());
    this.limits = new SenderLimits(demands.senderPerMinute());
  }

  void start(@Observes StartupEvent event) {
    if (config.port() < 0) {
      return;
    }
    SMTPServer.Builder builder =
        SMTPServer.port(config.port())
            .hostName(config.host())
            .softwareName("Threadline")
            .maxConnections(config.maxConnections())
            .maxRecipients(MAX_RECIPIENTS)
            .maxMessageSize(accept.emailBytes())
            .connectionTimeoutMs(TIMEOUT_MILLIS)
            .insertReceivedHeaders(false)
            .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(this::logIn))
            .requireAuth(demands.requireAuth())
            .messageHandlerFactory(context -> new Conversation(context));
    demands
        .keyStore()
        .ifPresent(file ->
            builder
                .enableTLS()
                .requireTLS(demands.requireTls())
                .startTlsSocketFactory(
                    SmtpTls.context(file, demands.keyStorePassword().orElse(""))));
    SMTPServer started = builder.build();
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

  /** A server logs in as one of our mailboxes, with the key of its account. */
  private void logIn(String mailbox, String key, MessageContext context)
      throws LoginFailedException {
    byte[] expected =
        accounts
            .ofMailbox(mailbox)
            .map(account -> account.secret(EmailWebhook.KEY))
            .orElse("")
            .getBytes(StandardCharsets.UTF_8);
    if (expected.length == 0
        || !MessageDigest.isEqual(expected, key.getBytes(StandardCharsets.UTF_8))) {
      throw new LoginFailedException("mailbox and key do not match");
    }
  }

  private static String host(MessageContext context) {
    return context.getRemoteAddress() instanceof InetSocketAddress address
        ? address.getHostString()
        : "";
  }

  /** One mail from MAIL FROM to the end of DATA. */
  private final class Conversation implements MessageHandler {
    private final Map<String, ChannelAccount> recipients = new LinkedHashMap<>();
    private final String host;
    private String from = "";

    Conversation(MessageContext context) {
      this.host = host(context);
    }

    @Override
    public void from(String sender) throws RejectException {
      from = sender == null ? "" : sender;
      // Bounces have no sender: they count for the server that brings them.
      String counted = from.isEmpty() ? host : from.toLowerCase(Locale.ROOT);
      if (!limits.take(counted, clock.instant())) {
        throw new RejectException(452, "4.7.1 too many mails of this sender, try again later");
      }
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
      byte[] mail =
          switch (room.read(data, accept.emailBytes(), host)) {
            case MailRoom.Read.Whole(byte[] bytes) -> bytes;
            case MailRoom.Read.TooLarge _ ->
                throw new RejectException(
                    552, "5.3.4 the mail is larger than " + accept.emailBytes());
            case MailRoom.Read.NoRoom _ ->
                throw new RejectException(452, "4.3.1 too much is being received, try again later");
          };
      try {
        for (Map.Entry<String, ChannelAccount> recipient : recipients.entrySet()) {
          take(recipient.getKey(), recipient.getValue(), mail, start);
        }
        return null;
      } finally {
        room.release(host, mail.length);
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
