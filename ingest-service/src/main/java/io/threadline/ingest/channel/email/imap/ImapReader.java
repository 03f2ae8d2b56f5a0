package io.threadline.ingest.channel.email.imap;

import io.threadline.ingest.accept.Taken;
import jakarta.mail.FetchProfile;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * Reads what is new in an open mailbox, in the order of the UIDs. The cursor moves when a mail is
 * durable, never before; what is read again after a crash is a duplicate and dropped as such.
 */
final class ImapReader {
  private static final int BATCH = 50;

  private final int maxBytes;
  private final Function<byte[], Taken> sink;
  private final BiPredicate<Long, Long> cursor;

  /**
   * A reader.
   *
   * @param maxBytes of a mail that are read
   * @param sink makes a mail durable
   * @param cursor keeps UIDVALIDITY and UID; false if another instance reads the mailbox by now
   */
  ImapReader(int maxBytes, Function<byte[], Taken> sink, BiPredicate<Long, Long> cursor) {
    this.maxBytes = maxBytes;
    this.sink = sink;
    this.cursor = cursor;
  }

  /** Nothing can be taken at the moment: the mailbox keeps it. */
  static final class PausedException extends Exception {
    private static final long serialVersionUID = 1L;

    PausedException(String reason) {
      super(reason);
    }
  }

  /** Reads by plan; answers the highest UID that is durable. */
  long read(IMAPFolder folder, ImapCursor.Plan plan, long lastUid)
      throws MessagingException, PausedException {
    return switch (plan) {
      case ImapCursor.Plan.FromNow _ -> {
        long next = folder.getUIDNext();
        long last = next > 0 ? next - 1 : highest(folder);
        moved(folder.getUIDValidity(), last);
        yield last;
      }
      case ImapCursor.Plan.After(long uid) -> read(folder, uid, Instant.MIN);
      case ImapCursor.Plan.Since(Instant arrival) -> read(folder, 0, arrival);
    };
  }

  private static long highest(IMAPFolder folder) throws MessagingException {
    Message[] all = folder.getMessagesByUID(1, UIDFolder.LASTUID);
    return all.length == 0 ? 0 : folder.getUID(all[all.length - 1]);
  }

  private long read(IMAPFolder folder, long after, Instant arrivedSince)
      throws MessagingException, PausedException {
    long validity = folder.getUIDValidity();
    long last = after;
    List<Message> batch = next(folder, last);
    while (!batch.isEmpty()) {
      for (Message message : batch) {
        last = folder.getUID(message);
        Date arrived = message.getReceivedDate();
        boolean older = arrived != null && arrived.toInstant().isBefore(arrivedSince);
        if (!older && !message.isExpunged()) {
          take((IMAPMessage) message, validity, last);
        }
      }
      moved(validity, last);
      batch = next(folder, last);
    }
    return last;
  }

  /** The messages after a UID, in order; a server answers "*" with its last one, known or not. */
  private static List<Message> next(IMAPFolder folder, long after) throws MessagingException {
    List<Message> found = new ArrayList<>();
    List<Long> uids = new ArrayList<>();
    for (Message message : folder.getMessagesByUID(after + 1, UIDFolder.LASTUID)) {
      long uid = message == null ? 0 : folder.getUID(message);
      if (uid > after && message != null) {
        uids.add(uid);
      }
    }
    uids.sort(Comparator.naturalOrder());
    for (long uid : uids.subList(0, Math.min(BATCH, uids.size()))) {
      Message message = folder.getMessageByUID(uid);
      if (message != null) {
        found.add(message);
      }
    }
    FetchProfile profile = new FetchProfile();
    profile.add(FetchProfile.Item.ENVELOPE);
    profile.add(FetchProfile.Item.SIZE);
    folder.fetch(found.toArray(new Message[0]), profile);
    return found;
  }

  private void take(IMAPMessage message, long validity, long uid)
      throws MessagingException, PausedException {
    switch (sink.apply(bytes(message))) {
      case Taken.Accepted _, Taken.Malformed _ -> {}
      case Taken.Forbidden _ -> throw new IllegalStateException("our own mailbox was forbidden");
      case Taken.Refused refused -> {
        moved(validity, uid - 1);
        throw new PausedException(refused.reason());
      }
    }
  }

  private void moved(long validity, long last) throws PausedException {
    if (!cursor.test(validity, last)) {
      throw new PausedException("another instance reads this mailbox");
    }
  }

  /** The mail as it is; of one that is larger than we take, the beginning. */
  private byte[] bytes(IMAPMessage message) throws MessagingException {
    message.setPeek(true);
    ByteArrayOutputStream mail = new ByteArrayOutputStream();
    try (InputStream in = message.getMimeStream()) {
      byte[] step = new byte[64 * 1024];
      for (int n = in.read(step); n >= 0 && mail.size() < maxBytes; n = in.read(step)) {
        mail.write(step, 0, Math.min(n, maxBytes - mail.size()));
      }
    } catch (IOException e) {
      throw new MessagingException("a mail could not be read", e);
    }
    return mail.toByteArray();
  }
}
