package io.threadline.kpi.report;

import io.threadline.kpi.core.measure.Elapsed;
import io.threadline.kpi.core.measure.Field;
import io.threadline.kpi.core.measure.Formula;
import io.threadline.kpi.core.measure.Formula.Term;
import io.threadline.kpi.core.measure.Kpi;
import io.threadline.kpi.core.measure.Measure;
import io.threadline.kpi.core.measure.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tickets behind a figure: the same declaration, asked of the facts instead of the sums. */
public final class Drilldown {
  private static final String CONTACTS =
      """
      (SELECT f.*, (SELECT max(p.opened_at) FROM ticket_fact p WHERE p.customer_id = f.customer_id
          AND p.spam_at IS NULL AND p.opened_at < f.opened_at) AS previous_contact_at,
        least((SELECT min(n.opened_at) FROM ticket_fact n WHERE n.customer_id = f.customer_id
          AND n.spam_at IS NULL AND n.opened_at > f.first_resolved_at),
          CASE WHEN f.reopened_at > f.first_resolved_at THEN f.reopened_at END) AS next_contact_at
       FROM ticket_fact f) t
      """;
  private static final String MESSAGES =
      """
      (SELECT f.ticket_id, f.customer_id, coalesce(e.channel, 'none') AS channel, f.queue,
        coalesce(e.agent, 'none') AS agent, f.spam_at,
        CASE WHEN e.kind = 'CUSTOMER_WROTE' THEN e.at END AS received_at,
        CASE WHEN e.kind <> 'CUSTOMER_WROTE' THEN e.at END AS sent_at
       FROM event_log e JOIN ticket_fact f USING (tenant_id, ticket_id)
       WHERE e.kind LIKE '%WROTE' AND f.opened_at IS NOT NULL) t
      """;

  /**
   * One ticket behind a figure.
   *
   * @param at when it counts
   * @param value seconds of a time; 1 or 0 of a ratio: in the numerator or not; 1 of a count
   */
  public record Item(
      UUID ticketId,
      @Nullable UUID customerId,
      Instant at,
      String channel,
      String queue,
      String agent,
      double value) {}

  /** After which row to go on. */
  public record After(Instant at, UUID ticket) {}

  /** True if the figure is one of tickets or their messages, not of deliveries. */
  public boolean isPossible(Kpi kpi) {
    return kpi.formula().measures().allMatch(measure -> measure.subject() != Subject.DELIVERY);
  }

  /** The next tickets by clock and id, at most that many. The tenant is entered. */
  public List<Item> tickets(
      Connection connection, Question question, @Nullable After after, int limit)
      throws SQLException {
    Formula formula = question.kpi().formula();
    Measure measure = formula.measures().findFirst().orElseThrow();
    String clock = measure.clock().column();
    String sql =
        "SELECT ticket_id, customer_id, %s AS at, channel, queue, agent, %s AS value FROM %s"
                .formatted(clock, value(formula), source(measure.subject()))
            + " WHERE ("
            + population(formula)
            + ") AND "
            + clock
            + " >= ? AND "
            + clock
            + " < ?"
            + Question.Filter.sql()
            + " AND ("
            + clock
            + ", ticket_id) > (?, ?) ORDER BY "
            + clock
            + ", ticket_id LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Reports.bindPeriod(select, 1, question);
      Instant from = after == null ? Instant.EPOCH : after.at();
      select.setObject(6, from.atOffset(ZoneOffset.UTC));
      select.setObject(7, after == null ? new UUID(0, 0) : after.ticket());
      select.setInt(8, limit);
      return read(select);
    }
  }

  private static List<Item> read(PreparedStatement select) throws SQLException {
    List<Item> items = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        items.add(
            new Item(
                rows.getObject(1, UUID.class),
                rows.getObject(2, UUID.class),
                Reports.instant(rows, 3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getDouble(7)));
      }
    }
    return items;
  }

  private static String source(Subject subject) {
    return switch (subject) {
      case TICKET -> "ticket_fact t";
      case CONTACT -> CONTACTS;
      case MESSAGE -> MESSAGES;
      case DELIVERY -> throw new IllegalArgumentException("deliveries are of no ticket");
    };
  }

  private static String population(Formula formula) {
    return switch (formula) {
      case Formula.Count count -> count.measure().sql();
      case Formula.Stock stock -> stock.measure().sql();
      case Formula.Distribution distribution -> distribution.measure().sql();
      case Formula.Ratio ratio ->
          "(" + any(ratio.denominator(), 1) + ") AND NOT (" + any(ratio.denominator(), -1) + ")";
    };
  }

  private static String value(Formula formula) {
    return switch (formula) {
      case Formula.Count count -> "1";
      case Formula.Stock stock -> "extract(epoch FROM now() - " + Field.OPENED.column() + ")";
      case Formula.Distribution distribution -> seconds(distribution.measure().elapsed());
      case Formula.Ratio ratio -> "CASE WHEN " + any(ratio.numerator(), 1) + " THEN 1 ELSE 0 END";
    };
  }

  private static String seconds(@Nullable Elapsed elapsed) {
    return elapsed == null ? "1" : elapsed.sql() + " / 1000.0";
  }

  private static String any(List<Term> terms, int sign) {
    String conditions =
        terms.stream()
            .filter(term -> term.sign() == sign)
            .map(term -> "(" + term.measure().sql() + ")")
            .collect(Collectors.joining(" OR "));
    return conditions.isEmpty() ? "false" : conditions;
  }
}
