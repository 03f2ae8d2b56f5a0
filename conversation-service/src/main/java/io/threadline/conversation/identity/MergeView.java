package io.threadline.conversation.identity;

import io.threadline.conversation.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merge as the API shows it.
 *
 * @param customerId who holds the thread since
 * @param absorbedCustomerId who is no longer one of their own, while the merge lasts
 * @param unmergedAt null while the merge lasts
 */
public record MergeView(
    UUID id,
    UUID customerId,
    UUID absorbedCustomerId,
    Instant mergedAt,
    String mergedBy,
    @Nullable String reason,
    @Nullable Instant unmergedAt,
    @Nullable String unmergedBy,
    @Nullable String unmergeReason) {

  static MergeView of(Merges.Wish wish) {
    return new MergeView(
        wish.id(),
        wish.survivor(),
        wish.absorbed(),
        wish.at(),
        wish.by(),
        wish.reason(),
        null,
        null,
        null);
  }

  static MergeView read(ResultSet row) throws SQLException {
    return new MergeView(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "survivor_id"),
        Columns.uuid(row, "absorbed_id"),
        Columns.instant(row, "merged_at"),
        Columns.text(row, "merged_by"),
        Columns.textOrNull(row, "reason"),
        Columns.instantOrNull(row, "unmerged_at"),
        Columns.textOrNull(row, "unmerged_by"),
        Columns.textOrNull(row, "unmerge_reason"));
  }

  MergeView undone(Instant at, String by, @Nullable String why) {
    return new MergeView(
        id, customerId, absorbedCustomerId, mergedAt, mergedBy, reason, at, by, why);
  }
}
