package io.threadline.conversation.macro;

import io.threadline.conversation.ticket.TicketPatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a macro does, in this order.
 *
 * @param reply the reply by language; empty for none
 * @param note a note; null for none
 * @param change of the ticket; null for none
 * @param resolve true to resolve the ticket
 */
public record Macro(
    Map<String, String> reply,
    @Nullable String note,
    @Nullable TicketPatch change,
    boolean resolve) {

  /** True if it does nothing. */
  boolean isEmpty() {
    return reply.isEmpty() && note == null && change == null && !resolve;
  }
}
