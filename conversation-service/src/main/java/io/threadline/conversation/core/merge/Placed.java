package io.threadline.conversation.core.merge;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes.
 *
 * @param conversationId the thread that holds it from now on
 * @param seq its number there
 * @param home whose it is when customers are unmerged
 * @param ticketId the ticket that it stands on from now on
 */
public record Placed(
    Entry entry, UUID conversationId, long seq, UUID home, @Nullable UUID ticketId) {}
