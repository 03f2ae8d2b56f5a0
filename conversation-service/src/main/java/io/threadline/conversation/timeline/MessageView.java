package io.threadline.conversation.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.threadline.contracts.Attachment;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.event.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API shows it.
 *
 * @param seq its place in the thread, from 1, without gaps
 * @param direction {@code inbound}, {@code outbound} or {@code note}
 * @param channel null for a note
 * @param delivery {@code queued}, {@code sent}, {@code delivered}, {@code read}, {@code failed} or
 *     {@code uncertain}; null for what was not sent
 * @param deliveryReason why it failed, in plain language
 * @param author the agent's login name; null for the customer and for bots
 * @param unsupportedType the provider's name of a kind of message that cannot be shown
 */
public record MessageView(
    long seq,
    UUID id,
    String direction,
    @Nullable String channel,
    String text,
    Instant receivedAt,
    @Nullable String delivery,
    @Nullable UUID ticketId,
    @Nullable String subject,
    List<Attachment> attachments,
    @Nullable String deliveryReason,
    @Nullable String author,
    @Nullable String unsupportedType) {

  /** The columns that a view is made from. */
  public static final String COLUMNS =
      "seq, id, direction, channel, text, received_at, delivery, ticket_id, subject, attachments, "
          + "delivery_reason, author, unsupported_type";

  private static final TypeReference<List<Attachment>> ATTACHMENTS = new TypeReference<>() {};

  static MessageView read(ResultSet row) throws SQLException {
    return new MessageView(
        row.getLong("seq"),
        Columns.uuid(row, "id"),
        Columns.text(row, "direction"),
        Columns.textOrNull(row, "channel"),
        Columns.text(row, "text"),
        Columns.instant(row, "received_at"),
        Columns.textOrNull(row, "delivery"),
        Columns.uuidOrNull(row, "ticket_id"),
        Columns.textOrNull(row, "subject"),
        attachments(Columns.textOrNull(row, "attachments")),
        Columns.textOrNull(row, "delivery_reason"),
        Columns.textOrNull(row, "author"),
        Columns.textOrNull(row, "unsupported_type"));
  }

  /** Attachments as they are stored; null for none. */
  static @Nullable String json(List<Attachment> attachments) {
    if (attachments.isEmpty()) {
      return null;
    }
    try {
      return EventJson.mapper().writeValueAsString(attachments);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(attachments.size() + " attachments cannot be written", e);
    }
  }

  private static List<Attachment> attachments(@Nullable String json) {
    if (json == null) {
      return List.of();
    }
    try {
      return EventJson.mapper().readValue(json, ATTACHMENTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored attachments cannot be read", e);
    }
  }
}
