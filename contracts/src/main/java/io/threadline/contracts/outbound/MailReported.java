package io.threadline.contracts.outbound;

import io.threadline.contracts.inbound.RawPayload;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail server or provider told what became of mail of ours: recipients it did not reach, or who
 * call it spam. Which message it is about is looked up by whoever consumes it.
 *
 * @param reportId our id of the report, a UUIDv7
 * @param channelAccountId the account that it came to
 * @param recipients none if the report names none
 * @param messageIds of ours that it may be about, the best guess first
 * @param raw what arrived, to the byte
 */
public record MailReported(
    UUID reportId,
    UUID channelAccountId,
    Kind kind,
    List<Recipient> recipients,
    List<UUID> messageIds,
    RawPayload raw,
    Instant at)
    implements StatusEvent {

  /** What is reported. */
  public enum Kind {
    /** It did not arrive, or has not yet. */
    BOUNCE,
    /** A recipient wants no such mail. */
    COMPLAINT
  }

  /**
   * One recipient.
   *
   * @param address as the report has it; null if it does not say
   * @param code as {@code 5.1.1} (RFC 3463) or {@code 550}; null if there is none
   * @param reason in plain language, with what to do instead
   * @param permanent false while somebody goes on trying
   */
  public record Recipient(
      @Nullable String address, @Nullable String code, String reason, boolean permanent) {}

  public MailReported {
    recipients = recipients == null ? List.of() : List.copyOf(recipients);
    messageIds = messageIds == null ? List.of() : List.copyOf(messageIds);
  }

  @Override
  public String partitionKey() {
    return (messageIds.isEmpty() ? reportId : messageIds.getFirst()).toString();
  }
}
