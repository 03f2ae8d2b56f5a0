package io.threadline.conversation.timeline;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.Direction;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Storable;
import io.threadline.conversation.core.Words;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that an agent wrote: a reply or a note.
 *
 * @param thread the conversation, already counting this message
 * @param target where a reply goes; null for a note
 * @param attachments as the thread keeps them
 */
public record OwnMessage(
    UUID id,
    Conversation thread,
    UUID ticketId,
    @Nullable Target target,
    String agent,
    String text,
    List<Attachment> attachments,
    Instant at) {

  private static final String INSERT =
      """
      INSERT INTO message (tenant_id, conversation_id, seq, id, ticket_id, direction, channel,
        channel_account_id, address, author_kind, author, subject, text, delivery, received_at, attachments)
      VALUES (threadline_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, 'agent', ?, ?, ?, ?, ?, ?::jsonb)
      """;

  /** The channel, account and address that a reply leaves by. */
  public record Target(
      Channel channel, UUID channelAccountId, String address, @Nullable String subject) {}

  private Direction direction() {
    return target == null ? Direction.NOTE : Direction.OUTBOUND;
  }

  private @Nullable String subject() {
    return target == null ? null : target.subject();
  }

  private @Nullable Channel channel() {
    return target == null ? null : target.channel();
  }

  /** Writes it, under the lock of its conversation. */
  public void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, thread.id());
      insert.setLong(2, thread.lastSeq());
      insert.setObject(3, id);
      insert.setObject(4, ticketId);
      insert.setString(5, Words.of(direction()));
      insert.setString(6, target == null ? null : target.channel().name());
      insert.setObject(7, target == null ? null : target.channelAccountId());
      insert.setString(8, target == null ? null : target.address());
      insert.setString(9, agent);
      insert.setString(10, subject());
      insert.setString(11, text);
      insert.setString(12, delivery());
      insert.setObject(13, at.atOffset(ZoneOffset.UTC));
      insert.setString(14, MessageView.json(attachments));
      insert.executeUpdate();
    }
  }

  /** That it is in the thread. */
  public MessageAppended appended() {
    return new MessageAppended(
        thread.id(),
        thread.customerId(),
        ticketId,
        id,
        thread.lastSeq(),
        direction(),
        channel(),
        Author.agent(agent),
        subject(),
        Storable.cut(text, MessageAppended.MAX_TEXT),
        attachments.size(),
        at);
  }

  /** As the API shows it. */
  public MessageView view() {
    return new MessageView(
        thread.lastSeq(),
        id,
        Words.of(direction()),
        target == null ? null : target.channel().name(),
        text,
        at,
        delivery(),
        ticketId,
        subject(),
        attachments,
        null,
        agent,
        null);
  }

  private @Nullable String delivery() {
    return target == null ? null : Words.of(DeliveryState.QUEUED);
  }
}
