package io.threadline.kpi.recount;

import io.threadline.kpi.core.measure.Elapsed;
import io.threadline.kpi.core.measure.Measure;
import io.threadline.kpi.core.measure.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The figures as SQL over the logs. It shares the declarations (which field, which condition) with
 * the incremental computation, and nothing of how the fields come about: those are written here a
 * second time, set against set instead of event by event.
 */
final class BruteForce {
  /** The tickets that can matter to a period: touched in it, or another of the same customer. */
  static final String SCOPE =
      """
      WITH touched AS MATERIALIZED (
        SELECT DISTINCT ticket_id FROM event_log WHERE at >= ? AND at < ? + interval '1 day')
      SELECT ticket_id FROM touched
      UNION
      SELECT other.ticket_id FROM event_log own
      JOIN event_log other ON other.customer_id = own.customer_id AND other.kind = 'OPENED'
      WHERE own.kind = 'OPENED' AND own.ticket_id IN (SELECT ticket_id FROM touched)
      """;

  /** Without what a routing writer said after another had taken over. */
  private static final String STANDING =
      """
      logged AS MATERIALIZED (SELECT * FROM event_log WHERE ticket_id = ANY (?::uuid[])),
      standing AS MATERIALIZED (
        SELECT e.* FROM logged e
        WHERE NOT EXISTS (
          SELECT FROM logged f
          WHERE f.ticket_id = e.ticket_id AND f.pool = e.pool
            AND f.epoch > e.epoch AND f.seq <= e.seq)),
      """;

  private static final String TICKETS =
      """
      folded AS (
        SELECT ticket_id,
          last_value_of(customer_id, 'customer_id IS NOT NULL') AS customer_id,
          last_value_of(channel, 'kind = ''OPENED''') AS channel,
          last_value_of(queue, 'queue IS NOT NULL') AS queue,
          last_value_of(agent, 'kind = ''ASSIGNED'' AND agent IS NOT NULL') AS holder,
          last_value_of(agent, 'kind = ''AGENT_WROTE'' AND agent IS NOT NULL') AS writer,
          min(at) FILTER (WHERE kind = 'OPENED') AS opened_at,
          array_agg(at ORDER BY #forth) FILTER (WHERE kind = 'AGENT_WROTE') AS replies,
          (array_agg(kind ORDER BY #forth) FILTER (WHERE kind LIKE '%WROTE'))[1] AS first_message,
          min(at) FILTER (WHERE kind = 'RESOLVED') AS first_resolved_at,
          last_value_of(kind, 'kind IN (''RESOLVED'', ''REOPENED'')') AS solving,
          max(at) FILTER (WHERE kind = 'RESOLVED') AS last_resolved_at,
          min(at) FILTER (WHERE kind = 'REOPENED') AS reopened_at,
          min(since) AS queued_at,
          min(at) FILTER (WHERE kind = 'ASSIGNED') AS answered_at,
          last_value_of(kind, 'kind IN (''ABANDONED'', ''REOPENED'')') AS leaving,
          max(at) FILTER (WHERE kind = 'ABANDONED') AS left_at,
          last_value_of(at, 'kind = ''RATED''') AS rated_at,
          last_value_of(score, 'kind = ''RATED''') AS score,
          last_value_of(kind, 'kind IN (''SPAM'', ''NOT_SPAM'')') AS spamming,
          max(at) FILTER (WHERE kind = 'SPAM') AS marked_at
        FROM standing GROUP BY ticket_id),
      ticket AS MATERIALIZED (
        SELECT ticket_id, customer_id, coalesce(channel, 'none') AS channel,
          coalesce(queue, 'none') AS queue, coalesce(holder, writer, 'none') AS agent,
          opened_at, replies[CASE WHEN first_message = 'AGENT_WROTE' THEN 2 ELSE 1 END]
            AS first_replied_at,
          first_resolved_at, CASE WHEN solving = 'RESOLVED' THEN last_resolved_at END
            AS resolved_at,
          reopened_at, queued_at, answered_at,
          CASE WHEN leaving = 'ABANDONED' THEN left_at END AS abandoned_at, rated_at, score,
          CASE WHEN spamming = 'SPAM' THEN marked_at END AS spam_at
        FROM folded),
      """
          .replaceAll(
              "last_value_of\\((\\w+), '((?:[^']|'')*)'\\)",
              "(array_agg($1 ORDER BY #back) FILTER (WHERE $2))[1]")
          .replace("''", "'")
          .replace("#forth", "at, coalesce(seq, 0), coalesce(ordinal, 0), event_id")
          .replace(
              "#back", "at DESC, coalesce(seq, 0) DESC, coalesce(ordinal, 0) DESC, event_id DESC");

  /** Every opening and first resolution of a customer on one line of time. */
  private static final String CONTACTS =
      """
      line AS (
        SELECT ticket_id, customer_id, opened_at AS at, true AS opening FROM ticket
        WHERE customer_id IS NOT NULL AND opened_at IS NOT NULL AND spam_at IS NULL
        UNION ALL
        SELECT ticket_id, customer_id, first_resolved_at, false FROM ticket
        WHERE customer_id IS NOT NULL AND opened_at IS NOT NULL AND spam_at IS NULL
          AND first_resolved_at IS NOT NULL),
      neighbours AS (
        SELECT ticket_id, opening,
          min(at) FILTER (WHERE opening) OVER (PARTITION BY customer_id ORDER BY at
            RANGE BETWEEN '1 microsecond' FOLLOWING AND UNBOUNDED FOLLOWING) AS next_at,
          max(at) FILTER (WHERE opening) OVER (PARTITION BY customer_id ORDER BY at
            RANGE BETWEEN UNBOUNDED PRECEDING AND '1 microsecond' PRECEDING) AS previous_at
        FROM line),
      contact AS MATERIALIZED (
        SELECT t.ticket_id, t.channel, t.queue, t.agent, t.opened_at, t.first_resolved_at,
          t.spam_at, o.previous_at AS previous_contact_at,
          least(r.next_at, CASE WHEN t.reopened_at > t.first_resolved_at THEN t.reopened_at END)
            AS next_contact_at
        FROM ticket t
        JOIN neighbours o ON o.ticket_id = t.ticket_id AND o.opening
        LEFT JOIN neighbours r ON r.ticket_id = t.ticket_id AND NOT r.opening),
      """;

  private static final String MESSAGES =
      """
      message AS MATERIALIZED (
        SELECT coalesce(e.channel, 'none') AS channel, t.queue, coalesce(e.agent, 'none') AS agent,
          CASE WHEN e.kind = 'CUSTOMER_WROTE' THEN e.at END AS received_at,
          CASE WHEN e.kind <> 'CUSTOMER_WROTE' THEN e.at END AS sent_at, t.spam_at
        FROM standing e JOIN ticket t USING (ticket_id) WHERE e.kind LIKE '%WROTE'),
      """;

  private static final String DELIVERIES =
      """
      reported AS (
        SELECT message_id, (array_agg(channel ORDER BY at))[1] AS channel, min(at) AS reported_at,
          (array_agg(state ORDER BY state_rank DESC))[1] AS state
        FROM delivery_log WHERE message_id IN (
          SELECT message_id FROM delivery_log WHERE at >= ? AND at < ?)
        GROUP BY message_id),
      delivery AS MATERIALIZED (
        SELECT channel, 'none' AS queue, 'none' AS agent, reported_at,
          CASE WHEN state IN ('DELIVERED', 'READ') THEN reported_at END AS reached_at,
          CASE WHEN state = 'FAILED' THEN reported_at END AS failed_at
        FROM reported),
      """;

  private static final String SOURCES = STANDING + TICKETS + CONTACTS + MESSAGES + DELIVERIES;

  private BruteForce() {}

  /**
   * Cells that differ between the recount and the aggregates. Parameters: the tickets in scope,
   * then start and end of the period, three times.
   */
  static String mismatches(List<Measure> measures, int limit) {
    String recount =
        measures.stream().map(BruteForce::cells).collect(Collectors.joining("\n  UNION ALL\n  "));
    return "WITH "
        + SOURCES
        + "counted AS (\n  SELECT * FROM (\n  "
        + recount
        + "\n  ) c WHERE slot >= ? AND slot < ?),\n"
        + """
        stored AS (
          SELECT measure, slot, channel, queue, agent, count, total_millis FROM aggregate
          WHERE slot >= ? AND slot < ? AND (count <> 0 OR total_millis <> 0))
        SELECT measure, slot, channel, queue, agent, coalesce(c.count, 0) AS counted,
          coalesce(s.count, 0) AS stored, coalesce(c.total_millis, 0) AS counted_millis,
          coalesce(s.total_millis, 0) AS stored_millis
        FROM counted c FULL JOIN stored s USING (measure, slot, channel, queue, agent)
        WHERE (c.count, c.total_millis) IS DISTINCT FROM (s.count, s.total_millis)
        ORDER BY measure, slot LIMIT %d
        """
            .formatted(limit);
  }

  /**
   * Exact percentiles per measure with a distribution, beside the histograms stored of it. The same
   * parameters.
   */
  static String percentiles(List<Measure> measures) {
    String times =
        measures.stream()
            .filter(measure -> measure.elapsed() != null)
            .map(BruteForce::times)
            .collect(Collectors.joining("\n  UNION ALL\n  "));
    return "WITH "
        + SOURCES
        + "taken AS (\n  "
        + times
        + "\n  )\n"
        + """
        SELECT measure, percentile_disc(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY millis)
            AS percentiles,
          ARRAY(SELECT times FROM aggregate a WHERE a.measure = taken.measure AND a.slot >= ?
            AND a.slot < ? AND a.times IS NOT NULL) AS stored
        FROM taken WHERE at >= ? AND at < ? GROUP BY measure ORDER BY measure
        """;
  }

  private static String cells(Measure measure) {
    Elapsed elapsed = measure.elapsed();
    return """
    SELECT '%s' AS measure, %s AS slot, channel, queue, agent, count(*) AS count,
      %s AS total_millis FROM %s WHERE %s GROUP BY 2, 3, 4, 5\
    """
        .formatted(
            measure.key(),
            "date_bin('15 minutes', " + measure.clock().column() + ", 'epoch'::timestamptz)",
            elapsed == null ? "0::bigint" : "coalesce(sum(" + elapsed.sql() + "), 0)::bigint",
            table(measure.subject()),
            measure.sql());
  }

  private static String times(Measure measure) {
    return "SELECT '%s' AS measure, %s AS at, %s AS millis FROM %s WHERE %s"
        .formatted(
            measure.key(),
            measure.clock().column(),
            Objects.requireNonNull(measure.elapsed()).sql(),
            table(measure.subject()),
            measure.sql());
  }

  private static String table(Subject subject) {
    return subject.name().toLowerCase(Locale.ROOT);
  }
}
