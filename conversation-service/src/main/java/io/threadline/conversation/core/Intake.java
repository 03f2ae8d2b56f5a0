package io.threadline.conversation.core;

import io.threadline.contracts.Event;
import io.threadline.contracts.inbound.MessageReceived;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What goes into, and comes out of, the fold of a batch of customers' messages. */
public final class Intake {
  private Intake() {}

  /**
   * A message as its provider names it.
   *
   * @param channelAccountId the account that received it
   */
  public record ProviderKey(UUID channelAccountId, String providerMessageId) {
    static ProviderKey of(MessageReceived message) {
      return new ProviderKey(message.channelAccountId(), message.providerMessageId());
    }
  }

  /**
   * What is known before the batch, read under the locks of its conversations.
   *
   * @param senders the conversation of every address in the batch
   * @param tickets those that are not over, by conversation, newest first
   * @param stored content hashes of the messages of the batch that are in a thread already
   * @param referred the customer's own tickets that a message of the batch refers to, by message id
   */
  public record State(
      Map<Address, UUID> senders,
      Map<UUID, Conversation> conversations,
      Map<UUID, List<Ticket>> tickets,
      Map<ProviderKey, String> stored,
      Map<UUID, Set<UUID>> referred) {}

  /** A message with its place in the thread. */
  public record Appended(
      UUID conversationId, long seq, MessageReceived message, @Nullable UUID ticketId) {}

  /**
   * Another body came under the id of a stored message; the stored one stays.
   *
   * @param storedHash SHA-256 of the one in the thread
   */
  public record Conflict(MessageReceived message, String storedHash) {}

  /**
   * What happened, and which message caused it: its trace goes on in the event.
   *
   * @param messageId of the message of the batch
   */
  public record Caused(UUID messageId, Event event) {}

  /**
   * What is to be written, all of it in one transaction.
   *
   * @param conversations those that changed
   * @param opened new tickets
   * @param changed tickets that were there and changed
   * @param events in the order in which they happened
   * @param repeats how many messages were in a thread already
   */
  public record Plan(
      List<Appended> appended,
      List<Conversation> conversations,
      List<Ticket> opened,
      List<Ticket> changed,
      List<Caused> events,
      List<Conflict> conflicts,
      int repeats) {}
}
