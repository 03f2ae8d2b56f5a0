package io.threadline.conversation.ticket;

import io.threadline.conversation.details.DetailsPatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a ticket. What is left out stays.
 *
 * @param status {@code open}, {@code pending}, {@code on_hold}, {@code spam} or {@code abandoned}
 * @param priority {@code low}, {@code normal}, {@code high} or {@code urgent}
 * @param complaint false also takes the root cause away
 * @param tags all of them; addTags and removeTags change some
 * @param participants colleagues who follow the ticket, by login name
 * @param fields values of custom fields by key; null takes a value away
 * @param clear the names of what is to be empty: category, rootCause, followUpAt
 */
public record TicketPatch(
    @Nullable String status,
    @Nullable String priority,
    @Nullable String category,
    @Nullable Boolean complaint,
    @Nullable String rootCause,
    @Nullable List<String> tags,
    @Nullable List<String> addTags,
    @Nullable List<String> removeTags,
    @Nullable List<String> participants,
    @Nullable Map<String, @Nullable Object> fields,
    @Nullable Instant followUpAt,
    @Nullable List<String> clear) {

  DetailsPatch details() {
    return new DetailsPatch(
        category,
        complaint,
        rootCause,
        tags,
        addTags,
        removeTags,
        participants,
        fields,
        followUpAt,
        clear);
  }

  boolean isEmpty() {
    return status == null && priority == null && details().isEmpty();
  }
}
