package io.threadline.conversation.ticket;

import io.threadline.platform.problem.ApiException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list of tickets. The first two come from an index at any size; the others sort the
 * tickets that somebody works on, or one agent's or customer's.
 */
enum TicketSort {
  NEWEST("newest", null, "text"),
  OLDEST("oldest", null, "text"),
  /** Urgent first, then the oldest. */
  PRIORITY(
      "priority",
      "CASE t.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END",
      "int"),
  /** The next promise that is still to be kept first. */
  DUE("due", "coalesce(t.due_at, 'infinity')", "timestamptz"),
  FOLLOW_UP("follow_up", "coalesce(t.follow_up_at, 'infinity')", "timestamptz");

  private final String word;
  private final @Nullable String key;
  private final String type;

  TicketSort(String word, @Nullable String key, String type) {
    this.word = word;
    this.key = key;
    this.type = type;
  }

  static TicketSort parse(@Nullable String word) {
    if (word == null || word.isEmpty()) {
      return NEWEST;
    }
    return Arrays.stream(values())
        .filter(sort -> sort.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            ApiException.invalid(
                "sort", word, "send one of newest, oldest, priority, due, follow_up"));
  }

  /** True if no index gives this order. */
  boolean sorts() {
    return key != null;
  }

  /** What the rows are ordered by before their ids; one constant where the ids are all. */
  String key() {
    return key == null ? "''" : key;
  }

  String order() {
    return switch (this) {
      case NEWEST -> "t.id DESC";
      case OLDEST -> "t.id";
      case PRIORITY, DUE, FOLLOW_UP -> key() + ", t.id";
    };
  }

  /** The condition of the next page: two values, the last row's key and id. */
  String after() {
    return switch (this) {
      case NEWEST -> "?::text = '' AND t.id < ?::uuid";
      case OLDEST -> "?::text = '' AND t.id > ?::uuid";
      case PRIORITY, DUE, FOLLOW_UP -> "(" + key() + ", t.id) > (?::" + type + ", ?::uuid)";
    };
  }
}
