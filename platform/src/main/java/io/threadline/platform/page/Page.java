package io.threadline.platform.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** The largest page that may be asked for. */
  public static final int MAX_LIMIT = 200;

  /**
   * The page of a query that read one row more than the limit, to learn whether there are more.
   *
   * @param cursorOf the cursor that continues after a row
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursorOf) {
    return rows.size() <= limit
        ? new Page<>(List.copyOf(rows), null)
        : new Page<>(List.copyOf(rows.subList(0, limit)), cursorOf.apply(rows.get(limit - 1)));
  }
}
