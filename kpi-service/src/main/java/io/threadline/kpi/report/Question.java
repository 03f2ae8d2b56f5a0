package io.threadline.kpi.report;

import io.threadline.kpi.core.measure.Kpi;
import io.threadline.kpi.core.window.Granularity;
import io.threadline.kpi.core.window.Period;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a report is asked for.
 *
 * @param by the dimension to tell apart, or null
 */
public record Question(
    Kpi kpi,
    Period period,
    Granularity granularity,
    ZoneId zone,
    @Nullable Dimension by,
    Filter filter) {

  /** What figures can be told apart by. */
  public enum Dimension {
    CHANNEL("channel"),
    QUEUE("queue"),
    AGENT("agent");

    private final String column;

    Dimension(String column) {
      this.column = column;
    }

    /** The column in facts and aggregates. */
    public String column() {
      return column;
    }
  }

  /** Only what belongs to these; null for any. */
  public record Filter(@Nullable String channel, @Nullable String queue, @Nullable String agent) {
    public static final Filter NONE = new Filter(null, null, null);

    /** A condition with three parameters, each of them the value or null. */
    static String sql() {
      return " AND channel = coalesce(?, channel) AND queue = coalesce(?, queue)"
          + " AND agent = coalesce(?, agent)";
    }

    @Nullable String[] values() {
      return new @Nullable String[] {channel, queue, agent};
    }
  }

  /** The column to group by, or a constant. */
  String group() {
    return by == null ? "NULL::text" : by.column();
  }

  /** The granularity as PostgreSQL spells it. */
  String unit() {
    return granularity.name().toLowerCase(Locale.ROOT);
  }
}
