package io.threadline.conversation.search;

import io.threadline.conversation.core.search.Excerpt;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.search.SearchResource.Hit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages, the newest first. The newest buckets are looked at with the index's help; a word
 * that is not common enough to fill the page from them is read as a whole, which is short then.
 */
final class MessageSearch {
  /** Buckets that are looked at first: about 16,000 messages. */
  private static final int RECENT = 2;

  private static final int WORDS_LIKE = 5;

  private static final String QUERY = "SELECT (%s)::text AS query";

  private static final String SHOW =
      """
      SELECT s.*, c.customer_id, (SELECT m.seq FROM message AS m
          WHERE m.conversation_id = s.conversation_id AND m.id = s.message_id) AS seq
      FROM %s AS s CROSS JOIN LATERAL (
        SELECT customer_id FROM conversation WHERE id = s.conversation_id LIMIT 1) AS c
      ORDER BY s.n DESC
      """;

  private static final String RECENT_ROWS = SHOW.formatted("search_recent(?::tsquery, ?, ?, ?, ?)");
  private static final String OLDER_ROWS = SHOW.formatted("search_older(?::tsquery, ?, ?, ?)");

  /** A message that was found, and its number. */
  record Found(long n, Hit hit) {}

  private final Connection connection;
  private final String query;
  private final Set<String> stems;

  private MessageSearch(Connection connection, String query) {
    this.connection = connection;
    this.query = query;
    this.stems = Excerpt.stems(query);
  }

  /** A search for all of these words. */
  static MessageSearch forWords(Connection connection, List<String> words) throws SQLException {
    return new MessageSearch(connection, query(connection, words, "search_word_query(?)"));
  }

  /** A search for words that look like these; null if none of them looks like another. */
  static @Nullable MessageSearch forWordsLike(Connection connection, List<String> words)
      throws SQLException {
    List<String> parts = new ArrayList<>();
    boolean others = false;
    for (String word : words) {
      List<String> like =
          Sql.list(
              connection,
              "SELECT search_like(?, ?) AS word",
              row -> Columns.text(row, "word"),
              word,
              WORDS_LIKE);
      others |= like.stream().anyMatch(found -> !found.equals(word));
      parts.add(like.isEmpty() ? quoted(word) : String.join(" | ", quoted(like)));
    }
    return others ? new MessageSearch(connection, "(" + String.join(") & (", parts) + ")") : null;
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(MessageSearch::quoted).toList();
  }

  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static String query(Connection connection, List<String> words, String part)
      throws SQLException {
    String all = String.join(" && ", words.stream().map(_ -> part).toList());
    return Sql.first(
            connection, QUERY.formatted(all), row -> Columns.text(row, "query"), words.toArray())
        .orElse("");
  }

  /**
   * At most that many messages.
   *
   * @param before only those with a smaller number; {@link Long#MAX_VALUE} for the newest
   */
  List<Found> newest(long before, int limit) throws SQLException {
    if (query.isEmpty()) {
      return List.of();
    }
    int newest =
        Sql.first(
                connection,
                "SELECT bucket FROM search_message WHERE n < ? ORDER BY n DESC LIMIT 1",
                row -> row.getInt("bucket"),
                before)
            .orElse(0);
    int low = Math.max(0, newest - RECENT + 1);
    List<Found> found =
        new ArrayList<>(
            Sql.list(connection, RECENT_ROWS, this::read, query, low, newest, before, limit));
    if (found.size() < limit && low > 0) {
      found.addAll(
          Sql.list(
              connection, OLDER_ROWS, this::read, query, low - 1, before, limit - found.size()));
    }
    return found;
  }

  private Found read(ResultSet row) throws SQLException {
    long seq = row.getLong("seq");
    return new Found(
        row.getLong("n"),
        new Hit(
            Columns.uuid(row, "message_id"),
            Columns.uuid(row, "customer_id"),
            Columns.uuid(row, "conversation_id"),
            Columns.uuidOrNull(row, "ticket_id"),
            seq == 0 ? null : seq,
            Columns.text(row, "direction"),
            Columns.textOrNull(row, "channel"),
            Columns.textOrNull(row, "author"),
            Columns.instant(row, "at"),
            Excerpt.of(Columns.text(row, "text"), stems)));
  }

  /** The ids of the tickets of what was found. */
  static List<UUID> tickets(List<Found> found) {
    List<UUID> tickets = new ArrayList<>();
    for (Found one : found) {
      UUID ticket = one.hit().ticketId();
      if (ticket != null && !tickets.contains(ticket)) {
        tickets.add(ticket);
      }
    }
    return tickets;
  }
}
