package io.threadline.conversation.setup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody set up.
 *
 * @param <T> its form
 * @param owner whose it is; null if it is everybody's
 * @param version its ETag
 */
public record Item<T>(
    UUID id,
    @Nullable String owner,
    String name,
    T body,
    long version,
    Instant updatedAt,
    String updatedBy) {

  /** True if everybody sees it. */
  public boolean shared() {
    return owner == null;
  }
}
