package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Bits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Agents whose skills satisfy the same demands. */
final class Group {
  final Bits signature;

  /** What the signature stands for. */
  final List<Demand> demands = new ArrayList<>();

  /** By the channels that there is room for. */
  final Map<Long, Bucket> buckets = new LinkedHashMap<>();

  int size;

  /** While a new demand is compiled: how many satisfy it, and where they go if not all do. */
  int touched;

  @Nullable Group twin;

  Group(Bits signature) {
    this.signature = signature;
  }
}
