package io.threadline.contracts.inbound;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer wrote to one of our channel accounts, and we told the provider that we have it.
 *
 * @param messageId our id of the message, a UUIDv7
 * @param channelAccountId the account it came to
 * @param queueHint the queue that the account's owner chose for it, if any
 * @param languageHint the language (ISO 639-1) that the account's owner expects on it, if any
 * @param from the sender's address as the provider gave it
 * @param address the sender's address normalised: E.164 for phone numbers, lower-case domain for
 *     email
 * @param to the address it was sent to
 * @param senderName the name the sender goes by on the channel
 * @param providerMessageId the provider's id; with the account it says whether two deliveries are
 *     one message
 * @param contentHash SHA-256 (hex) of what the sender wrote, to tell a repeat from an altered body
 *     under the same id
 * @param text what the sender wrote now, quoted history folded away; never null, may be empty
 * @param quotedText the folded history of a reply, if any
 * @param html the sanitised HTML body, if the channel has one
 * @param references ids this message refers to, most specific first: signed reply token,
 *     In-Reply-To, References newest first
 * @param keyword the carrier keyword that the whole message consists of, if any
 * @param unsupportedType the provider's name of a kind of message that we cannot show; the text
 *     says so to the agent
 * @param automatic true for out-of-office replies and other machine mail: never answered
 *     automatically
 * @param providerTime when the provider says it was written: for display
 * @param receivedAt when we accepted it: for SLA audit
 * @param raw what arrived, to the byte
 */
public record MessageReceived(
    UUID messageId,
    Channel channel,
    UUID channelAccountId,
    @Nullable String queueHint,
    @Nullable String languageHint,
    String from,
    String address,
    String to,
    @Nullable String senderName,
    String providerMessageId,
    String contentHash,
    @Nullable String subject,
    String text,
    @Nullable String quotedText,
    @Nullable String html,
    List<Attachment> attachments,
    List<String> references,
    @Nullable Keyword keyword,
    @Nullable String unsupportedType,
    boolean automatic,
    @Nullable Instant providerTime,
    Instant receivedAt,
    RawPayload raw)
    implements InboundEvent {

  public MessageReceived {
    attachments = attachments == null ? List.of() : List.copyOf(attachments);
    references = references == null ? List.of() : List.copyOf(references);
  }

  /**
   * Channel and address: one customer's messages on one channel stay in order. The tenant need not
   * be part of it, since two tenants that share a key only share a partition.
   */
  @Override
  public String partitionKey() {
    return channel.name() + '|' + address;
  }
}
