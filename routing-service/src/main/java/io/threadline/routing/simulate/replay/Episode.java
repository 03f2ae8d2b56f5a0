package io.threadline.routing.simulate.replay;

import io.threadline.routing.core.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request in the log: what its customer and its agents did, and when. Mutable. */
final class Episode {
  final Input.Enqueue request;
  final Instant arrivedAt;
  @Nullable UUID offer;
  @Nullable String agent;
  @Nullable Instant offeredAt;
  @Nullable Duration reaction;
  @Nullable Instant firstAssignedAt;
  @Nullable Instant assignedAt;
  @Nullable Instant resolvedAt;
  @Nullable Duration wrapUp;
  @Nullable Instant leftAt;

  Episode(Input.Enqueue request, Instant arrivedAt) {
    this.request = request;
    this.arrivedAt = arrivedAt;
  }

  /** Since when the customer waits. */
  Instant since() {
    return request.requestedAt().isAfter(arrivedAt) ? arrivedAt : request.requestedAt();
  }

  @Nullable Duration handling() {
    return assignedAt == null || resolvedAt == null
        ? null
        : Duration.between(assignedAt, resolvedAt);
  }

  @Nullable Duration patience() {
    return leftAt == null ? null : Duration.between(arrivedAt, leftAt);
  }
}
