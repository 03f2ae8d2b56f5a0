package io.threadline.ingest.channel.email.imap;

import io.threadline.ingest.accept.Taken;
import io.threadline.ingest.account.ChannelAccount;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox, read by one thread: connect, read what is new, wait with IDLE, again. When the
 * server is away, the pauses grow; while another instance holds the lease, nothing is read.
 */
final class ImapMailbox {
  private static final Logger LOG = Logger.getLogger(ImapMailbox.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int RENEWALS_PER_LEASE = 3;

  private final ChannelAccount account;
  private final String folder;
  private final String instance;
  private final ImapConfig config;
  private final ImapCursors cursors;
  private final ImapReader reader;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean news = new AtomicBoolean();
  private final AtomicReference<@Nullable IMAPFolder> open = new AtomicReference<>();

  ImapMailbox(
      ChannelAccount account,
      String instance,
      ImapConfig config,
      ImapCursors cursors,
      Function<byte[], Taken> sink,
      int maxBytes) {
    this.account = account;
    this.folder = ImapLogin.folder(account);
    this.instance = instance;
    this.config = config;
    this.cursors = cursors;
    this.reader =
        new ImapReader(
            maxBytes,
            sink,
            (validity, last) -> cursors.move(account, folder, instance, validity, last));
  }

  /** The account as it was when this mailbox was begun. */
  ChannelAccount account() {
    return account;
  }

  /** Ends the reading soon. */
  void stop() {
    stopped.countDown();
    closeFolder();
  }

  /** Reads until it is stopped. */
  void run() {
    Duration pause = FIRST_PAUSE;
    while (!isStopped(Duration.ZERO)) {
      long begun = System.nanoTime();
      try {
        pause = session() ? FIRST_PAUSE : config.poll();
      } catch (MessagingException | ImapReader.PausedException | RuntimeException e) {
        LOG.warnf("mailbox of account %s waits: %s", account.id(), e.getMessage());
        boolean lasted = System.nanoTime() - begun > config.maxPause().toNanos();
        Duration twice = lasted ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = twice.compareTo(config.maxPause()) > 0 ? config.maxPause() : twice;
      }
      if (isStopped(pause)) {
        break;
      }
    }
    release();
  }

  /** One connection, as long as it lasts; false if another instance has the mailbox. */
  private boolean session() throws MessagingException, ImapReader.PausedException {
    Optional<ImapCursor> cursor = lease();
    if (cursor.isEmpty()) {
      return false;
    }
    try (Store store = ImapLogin.connect(account)) {
      IMAPFolder mailbox = (IMAPFolder) store.getFolder(folder);
      mailbox.open(Folder.READ_ONLY);
      open.set(mailbox);
      mailbox.addMessageCountListener(
          new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
              news.set(true);
            }
          });
      boolean idles = ((IMAPStore) store).hasCapability("IDLE");
      Thread watch = Thread.ofVirtual().name("imap-watch").start(() -> watch(mailbox));
      try {
        boolean all = account.setting("imapSince").equals("all");
        ImapCursor.Plan plan = cursor.get().plan(mailbox.getUIDValidity(), all);
        long last = reader.read(mailbox, plan, cursor.get().lastUid());
        while (!isStopped(Duration.ZERO)) {
          // What was told along with the last answers needs no waiting for.
          if (!news.getAndSet(false)) {
            await(mailbox, idles);
          }
          last = reader.read(mailbox, new ImapCursor.Plan.After(last), last);
        }
      } finally {
        watch.interrupt();
        open.set(null);
      }
    }
    return true;
  }

  /** Returns when there may be something new. */
  private void await(IMAPFolder mailbox, boolean idles) throws MessagingException {
    if (idles) {
      mailbox.idle(true);
    } else if (!isStopped(config.poll())) {
      // Lets the server tell what has arrived.
      mailbox.getMessageCount();
    }
  }

  /** Keeps the lease, and ends an IDLE before the server does. */
  private void watch(IMAPFolder mailbox) {
    Duration renewal = config.lease().dividedBy(RENEWALS_PER_LEASE);
    Duration step = renewal.compareTo(config.idle()) < 0 ? renewal : config.idle();
    long begun = System.nanoTime();
    try {
      while (!stopped.await(step.toMillis(), TimeUnit.MILLISECONDS)) {
        if (lease().isEmpty()) {
          closeFolder();
          return;
        }
        if (System.nanoTime() - begun >= config.idle().toNanos()) {
          begun = System.nanoTime();
          // Any other command ends the IDLE; the reader looks, and begins the next.
          mailbox.getMessageCount();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (MessagingException | RuntimeException e) {
      LOG.debugf("a mailbox is not watched any more: %s", e.getMessage());
      closeFolder();
    }
  }

  private Optional<ImapCursor> lease() {
    return cursors.lease(account, folder, instance, config.lease());
  }

  private void release() {
    try {
      cursors.end(account, folder, instance);
    } catch (RuntimeException e) {
      LOG.debugf("a lease runs out by itself: %s", e.getMessage());
    }
  }

  private void closeFolder() {
    IMAPFolder mailbox = open.getAndSet(null);
    if (mailbox != null) {
      try {
        mailbox.forceClose();
      } catch (MessagingException | IllegalStateException e) {
        LOG.debugf("the server hung up first: %s", e.getMessage());
      }
    }
  }

  private boolean isStopped(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
