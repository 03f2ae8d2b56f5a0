package io.threadline.contracts.outbound;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message is in the thread and is to be sent to the customer, once.
 *
 * @param messageId our id of the message and the idempotency key of the send
 * @param channelAccountId the account to send from
 * @param to the customer's address on the channel
 * @param subject for email
 * @param inReplyTo the provider's id of the message this answers, for email threading
 * @param references the chain of provider ids before it, oldest first, for email threading
 * @param automatic true for mail no human wrote: sent so that nobody's machine answers it
 */
public record SendRequested(
    UUID messageId,
    UUID conversationId,
    UUID ticketId,
    Channel channel,
    UUID channelAccountId,
    String to,
    @Nullable String subject,
    String text,
    List<Attachment> attachments,
    @Nullable String inReplyTo,
    List<String> references,
    boolean automatic,
    Instant requestedAt)
    implements OutboundEvent {

  public SendRequested {
    attachments = attachments == null ? List.of() : List.copyOf(attachments);
    references = references == null ? List.of() : List.copyOf(references);
  }

  @Override
  public String partitionKey() {
    return conversationId.toString();
  }
}
