package io.threadline.kpi.core.measure;

import java.util.Comparator;

/**
 * Where a count belongs.
 *
 * @param channel the channel's name, or {@link #NONE}
 * @param queue the queue's name, or {@link #NONE}
 * @param agent the agent's login name, or {@link #NONE}
 */
public record Dimensions(String channel, String queue, String agent)
    implements Comparable<Dimensions> {
  /** What is not known (yet), or does not apply. */
  public static final String NONE = "none";

  private static final Comparator<Dimensions> ORDER =
      Comparator.comparing(Dimensions::channel)
          .thenComparing(Dimensions::queue)
          .thenComparing(Dimensions::agent);

  @Override
  public int compareTo(Dimensions other) {
    return ORDER.compare(this, other);
  }
}
