package io.threadline.platform.page;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An opaque place in a list, bound to the query that gave it: the cursor of one query is refused by
 * another rather than answered with the wrong rows.
 *
 * @param query what the list is of: its path and filters
 */
public record Cursor(String query) {
  private static final String SEPARATOR = "\u001f";

  /** The text of the place after a row with these sort keys. */
  public String after(Object... keys) {
    String text =
        Integer.toHexString(query.hashCode())
            + SEPARATOR
            + String.join(SEPARATOR, Arrays.stream(keys).map(String::valueOf).toList());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The sort keys of a cursor; empty for the first page.
   *
   * @throws ApiException if it is not a cursor of this query
   */
  public Optional<List<String>> keys(@Nullable String cursor, int count) {
    if (cursor == null || cursor.isEmpty()) {
      return Optional.empty();
    }
    String[] parts;
    try {
      parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
              .split(SEPARATOR, -1);
    } catch (IllegalArgumentException e) {
      throw refused(cursor);
    }
    if (parts.length != count + 1 || !parts[0].equals(Integer.toHexString(query.hashCode()))) {
      throw refused(cursor);
    }
    return Optional.of(List.of(parts).subList(1, parts.length));
  }

  /**
   * A page size within bounds.
   *
   * @throws ApiException if it is not between 1 and {@link Page#MAX_LIMIT}
   */
  public static int limit(int limit) {
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      throw ApiException.invalid("limit", limit, "send 1 to " + Page.MAX_LIMIT);
    }
    return limit;
  }

  private static ApiException refused(String cursor) {
    return new ApiException(
        ErrorCode.INVALID_CURSOR,
        "cursor '" + cursor + "' was not given by this query: start again without one");
  }
}
