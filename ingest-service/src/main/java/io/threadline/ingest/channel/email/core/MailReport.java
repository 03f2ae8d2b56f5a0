package io.threadline.ingest.channel.email.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mail says about mail of ours, when that is all it says. */
public sealed interface MailReport {

  /** It is a mail like any other, or an answer by a machine. */
  record None() implements MailReport {}

  /**
   * Mail of ours did not arrive, or is late (RFC 3464, and what servers write instead).
   *
   * @param failures one per recipient; none if every recipient got it
   * @param originalIds the Message-IDs of the mail that it may be about, the best guess first
   */
  record Bounce(List<Failure> failures, List<String> originalIds) implements MailReport {
    public Bounce {
      failures = List.copyOf(failures);
      originalIds = List.copyOf(originalIds);
    }
  }

  /**
   * A recipient pressed "this is spam" (RFC 5965).
   *
   * @param type as {@code abuse}
   * @param recipients whose they are, where the report says so
   */
  record Complaint(String type, List<String> recipients, List<String> originalIds)
      implements MailReport {
    public Complaint {
      recipients = List.copyOf(recipients);
      originalIds = List.copyOf(originalIds);
    }
  }

  /**
   * One recipient who did not get a mail.
   *
   * @param recipient whom it was for; null if the report does not say
   * @param status as {@code 5.1.1} (RFC 3463); null if there is none
   * @param replyCode as {@code 550} (RFC 5321); null if there is none
   * @param delayed true if the server goes on trying
   */
  record Failure(
      @Nullable String recipient,
      @Nullable String status,
      @Nullable String replyCode,
      BounceReason reason,
      boolean delayed) {

    /** True if the address itself is bad, and nobody tries any more. */
    public boolean hard() {
      return reason.hard() && !delayed && (status == null || !status.startsWith("4"));
    }

    /** True if nobody tries any more: 5.x.x, or no code at all and no word of trying. */
    public boolean permanent() {
      if (delayed) {
        return false;
      }
      if (status != null) {
        return status.startsWith("5");
      }
      return replyCode == null ? reason.hard() : replyCode.startsWith("5");
    }
  }
}
