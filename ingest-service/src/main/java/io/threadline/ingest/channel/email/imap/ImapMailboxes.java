package io.threadline.ingest.channel.email.imap;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.ingest.accept.AcceptConfig;
import io.threadline.ingest.accept.Intake;
import io.threadline.ingest.accept.Taken;
import io.threadline.ingest.account.AccountDirectory;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.channel.email.EmailWebhook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The mailboxes of all accounts that have one: begun, ended and begun anew as accounts change. */
@ApplicationScoped
public class ImapMailboxes {
  private static final Logger LOG = Logger.getLogger(ImapMailboxes.class);

  private final ImapConfig config;
  private final AcceptConfig accept;
  private final AccountDirectory accounts;
  private final ImapCursors cursors;
  private final Intake intake;
  private final EmailWebhook email;
  private final String instance = UUID.randomUUID().toString();
  private final Map<UUID, ImapMailbox> running = new HashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("imap-accounts").daemon().factory());

  public ImapMailboxes(
      ImapConfig config,
      AcceptConfig accept,
      AccountDirectory accounts,
      ImapCursors cursors,
      Intake intake,
      EmailWebhook email) {
    this.config = config;
    this.accept = accept;
    this.accounts = accounts;
    this.cursors = cursors;
    this.intake = intake;
    this.email = email;
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      long millis = config.poll().toMillis();
      var _ = clock.scheduleWithFixedDelay(this::look, 0, millis, TimeUnit.MILLISECONDS);
    }
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
    running.values().forEach(ImapMailbox::stop);
    running.clear();
  }

  private synchronized void look() {
    if (clock.isShutdown()) {
      return;
    }
    List<ChannelAccount> found;
    try {
      found = accounts.withImap();
    } catch (RuntimeException e) {
      LOG.warnf("the mailboxes cannot be looked up: %s", e.getMessage());
      return;
    }
    Set<UUID> wanted = new HashSet<>();
    for (ChannelAccount account : found) {
      wanted.add(account.id());
      ImapMailbox mailbox = running.get(account.id());
      if (mailbox == null || !mailbox.account().equals(account)) {
        if (mailbox != null) {
          mailbox.stop();
        }
        begin(account);
      }
    }
    running
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !wanted.contains(entry.getKey());
          if (gone) {
            entry.getValue().stop();
          }
          return gone;
        });
  }

  private void begin(ChannelAccount account) {
    ImapMailbox mailbox =
        new ImapMailbox(
            account, instance, config, cursors, mail -> take(account, mail), accept.emailBytes());
    running.put(account.id(), mailbox);
    Thread thread = Thread.ofVirtual().name("imap-" + account.id()).start(mailbox::run);
    LOG.debugf("%s reads a mailbox", thread.getName());
  }

  private Taken take(ChannelAccount account, byte[] mail) {
    return intake
        .takeAuthentic(
            email,
            account,
            new WebhookRequest("", "", Map.of(), Map.of("content-type", EmailWebhook.MIME), mail))
        .join();
  }
}
