package io.threadline.conversation.identity;

import io.threadline.conversation.core.merge.Placed;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What agents have of a thread whose messages get new numbers: how far they have read, what they
 * began to write, where they were mentioned.
 */
final class Readers {
  private static final String READ =
      """
      SELECT agent, seq FROM read_state
      WHERE tenant_id = threadline_tenant() AND conversation_id = ?
      """;

  private static final String SAVE =
      """
      INSERT INTO read_state_before_merge (merge_id, tenant_id, agent, seq)
      SELECT ?, tenant_id, agent, seq FROM read_state
      WHERE tenant_id = threadline_tenant() AND conversation_id = ?
      """;

  private static final String SAVED =
      "SELECT agent, seq FROM read_state_before_merge WHERE merge_id = ?";

  private static final String WRITE =
      """
      INSERT INTO read_state (tenant_id, agent, conversation_id, seq, read_at)
      SELECT threadline_tenant(), agent, ?, seq, now()
      FROM unnest(?::text[], ?::bigint[]) AS r(agent, seq) ORDER BY agent
      ON CONFLICT (tenant_id, conversation_id, agent) DO UPDATE SET seq = excluded.seq
      """;

  private static final String MENTIONS =
      """
      UPDATE mention SET conversation_id = p.target, seq = p.new_seq
      FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::bigint[])
        AS p(conversation_id, seq, target, new_seq)
      WHERE mention.conversation_id = p.conversation_id AND mention.seq = p.seq
        AND mention.tenant_id = threadline_tenant()
        AND mention.conversation_id = ANY (?::uuid[])
      """;

  private static final String MOVE_DRAFTS =
      """
      UPDATE draft SET conversation_id = ?
      WHERE tenant_id = threadline_tenant() AND conversation_id = ?
        AND (?::uuid[] IS NULL OR ticket_id = ANY (?::uuid[]))
        AND NOT EXISTS (SELECT FROM draft AS other WHERE other.tenant_id = draft.tenant_id
          AND other.agent = draft.agent AND other.conversation_id = ?)
      """;

  private Readers() {}

  /**
   * After a merge an agent has read up to the first message that they have not. What they had read
   * of each thread is kept, for an unmerge. Of two drafts of one agent the survivor's is shown.
   */
  static void merge(
      Connection connection, UUID merge, UUID survivor, UUID absorbed, List<Placed> messages)
      throws SQLException {
    Map<UUID, Map<String, Long>> read =
        Map.of(survivor, read(connection, survivor), absorbed, read(connection, absorbed));
    try (PreparedStatement save = connection.prepareStatement(SAVE)) {
      save.setObject(1, merge);
      save.setObject(2, survivor);
      save.executeUpdate();
    }
    Set<String> agents = new HashSet<>();
    read.values().forEach(each -> agents.addAll(each.keySet()));
    Map<String, Long> now = new HashMap<>();
    for (String agent : agents) {
      long upTo = 0;
      for (Placed placed : messages) {
        Map<String, Long> of = read.getOrDefault(placed.entry().conversationId(), Map.of());
        if (placed.entry().seq() > of.getOrDefault(agent, 0L)) {
          break;
        }
        upTo = placed.seq();
      }
      now.put(agent, upTo);
    }
    write(connection, survivor, now);
    mentions(connection, messages, List.of(survivor, absorbed));
    moveDrafts(connection, absorbed, survivor, null);
  }

  /** After an unmerge an agent has read of each thread what they had read before or since. */
  static void unmerge(
      Connection connection,
      MergeView merge,
      UUID merged,
      UUID restored,
      List<Placed> messages,
      Set<UUID> left)
      throws SQLException {
    Map<String, Long> read = read(connection, merged);
    Map<String, Long> staying = new HashMap<>();
    Map<String, Long> leaving = new HashMap<>();
    read.forEach((agent, upTo) -> {
      for (Placed placed : messages) {
        if (placed.entry().seq() <= upTo) {
          boolean leaves = placed.conversationId().equals(restored);
          (leaves ? leaving : staying).merge(agent, placed.seq(), Math::max);
        }
      }
      staying.putIfAbsent(agent, 0L);
    });
    long last =
        messages.stream()
            .filter(placed -> placed.conversationId().equals(merged))
            .mapToLong(Placed::seq)
            .max()
            .orElse(0);
    seqs(connection, SAVED, merge.id())
        .forEach((agent, seq) -> staying.merge(agent, Math.min(seq, last), Math::max));
    read(connection, restored).forEach((agent, seq) -> leaving.merge(agent, seq, Math::max));
    write(connection, merged, staying);
    write(connection, restored, leaving);
    mentions(connection, messages, List.of(merged));
    moveDrafts(connection, merged, restored, left);
  }

  private static Map<String, Long> read(Connection connection, UUID conversation)
      throws SQLException {
    return seqs(connection, READ, conversation);
  }

  private static Map<String, Long> seqs(Connection connection, String sql, UUID of)
      throws SQLException {
    Map<String, Long> read = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, of);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          read.put(Columns.text(rows, "agent"), rows.getLong("seq"));
        }
      }
    }
    return read;
  }

  private static void write(Connection connection, UUID conversation, Map<String, Long> read)
      throws SQLException {
    if (read.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(WRITE)) {
      upsert.setObject(1, conversation);
      upsert.setArray(2, connection.createArrayOf("text", read.keySet().toArray()));
      upsert.setArray(3, connection.createArrayOf("int8", read.values().toArray()));
      upsert.executeUpdate();
    }
  }

  private static void mentions(
      Connection connection, Collection<Placed> messages, List<UUID> threads) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MENTIONS)) {
      RowArrays.bind(update, messages)
          .uuid(placed -> placed.entry().conversationId())
          .number(placed -> placed.entry().seq())
          .uuid(Placed::conversationId)
          .number(Placed::seq);
      update.setArray(5, connection.createArrayOf("uuid", threads.toArray()));
      update.executeUpdate();
    }
  }

  /**
   * @param tickets only drafts for these; null for all
   */
  private static void moveDrafts(
      Connection connection, UUID from, UUID to, @Nullable Set<UUID> tickets) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MOVE_DRAFTS)) {
      update.setObject(1, to);
      update.setObject(2, from);
      var array = tickets == null ? null : connection.createArrayOf("uuid", tickets.toArray());
      update.setArray(3, array);
      update.setArray(4, array);
      update.setObject(5, to);
      update.executeUpdate();
    }
  }
}
