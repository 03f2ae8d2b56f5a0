package io.threadline.routing.simulate.replay;

import io.threadline.routing.core.Input;
import io.threadline.routing.simulate.Conduct;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** By agent, in order. */
  final Map<String, List<Conduct.Refusal>> refusals = new HashMap<>();

  final List<Conduct.Pass> passes = new ArrayList<>();

  Episode(Input.Enqueue request, Instant arrivedAt) {
    this.request = request;
    this.arrivedAt = arrivedAt;
  }

  /** Since when the customer waits. */
  Instant since() {
    return request.requestedAt().isAfter(arrivedAt) ? arrivedAt : request.requestedAt();
  }

  /** What agents did with it so far, beside taking it and working on it. */
  Conduct conduct() {
    Map<String, List<Conduct.Refusal>> copy = new HashMap<>();
    refusals.forEach((agent, each) -> copy.put(agent, List.copyOf(each)));
    return new Conduct(copy, List.copyOf(passes));
  }

  /** The period begins: what was done before it is not done again. */
  void forgetConduct() {
    refusals.clear();
    passes.clear();
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
