package io.threadline.conversation.ticket;

import io.threadline.contracts.TicketStatus;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.Words;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets a list shows, newest first. Every filter has an index that gives that order.
 *
 * @param statuses any of them; empty for all
 */
public record TicketFilter(
    List<String> statuses,
    @Nullable String assignee,
    @Nullable UUID customer,
    @Nullable String queue) {

  /**
   * The filter of a query string.
   *
   * @param status one status or several, separated by commas
   * @param assignee a login name, or {@code me} for the caller
   */
  static TicketFilter parse(
      @Nullable String status,
      @Nullable String assignee,
      @Nullable String customer,
      @Nullable String queue,
      String me) {
    return new TicketFilter(
        statuses(status),
        "me".equals(assignee) ? me : optional("assignee", assignee),
        customer == null || customer.isEmpty() ? null : Sent.id("customer", customer),
        optional("queue", queue));
  }

  private static @Nullable String optional(String field, @Nullable String value) {
    return value == null || value.isEmpty() ? null : Sent.value(field, value, 200);
  }

  private static List<String> statuses(@Nullable String status) {
    if (status == null || status.isBlank()) {
      return List.of();
    }
    return Arrays.stream(status.split(",", -1))
        .map(word ->
            Words.parse(TicketStatus.class, word.strip())
                .map(Words::of)
                .orElseThrow(() ->
                    ApiException.invalid(
                        "status", word, "send one of " + Words.all(TicketStatus.class))))
        .toList();
  }

  /** At most {@code limit} tickets older than {@code before}. */
  List<Ticket> list(Connection connection, @Nullable UUID before, int limit) throws SQLException {
    List<Ticket> tickets = new ArrayList<>();
    try (PreparedStatement select = prepare(connection, before, limit);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        tickets.add(TicketStore.read(rows));
      }
    }
    return tickets;
  }

  /** The statement, bound; the plans of its forms are tested. */
  PreparedStatement prepare(Connection connection, @Nullable UUID before, int limit)
      throws SQLException {
    StringBuilder where = new StringBuilder();
    List<Object> values = new ArrayList<>();
    if (statuses.size() == 1) {
      and(where, values, "status = ?", statuses.getFirst());
    } else if (!statuses.isEmpty()) {
      and(where, values, "status = ANY (?)", connection.createArrayOf("text", statuses.toArray()));
    }
    and(where, values, "assignee = ?", assignee);
    and(where, values, "customer_id = ?", customer);
    and(where, values, "queue = ?", queue);
    and(where, values, "id < ?", before);
    String sql = "SELECT * FROM ticket" + where + " ORDER BY id DESC LIMIT ?";
    PreparedStatement select = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      select.setObject(i + 1, values.get(i));
    }
    select.setInt(values.size() + 1, limit);
    return select;
  }

  private static void and(
      StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
      values.add(value);
    }
  }
}
