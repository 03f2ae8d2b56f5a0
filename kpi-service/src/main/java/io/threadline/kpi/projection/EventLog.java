package io.threadline.kpi.projection;

import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.kpi.core.story.Intake.OfDelivery;
import io.threadline.kpi.core.story.Intake.OfTicket;
import io.threadline.kpi.core.story.Moment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events as they came, for the recount. Written in the order of their ids, so that two batches
 * with the same events never wait for each other in a circle.
 */
final class EventLog {
  private static final String APPEND =
      """
      INSERT INTO event_log (tenant_id, event_id, ticket_id, at, kind, customer_id, channel, queue,
                             agent, since, score, pool, seq, ordinal, epoch)
      SELECT ?, u.* FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::uuid[],
        ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::smallint[], ?::text[], ?::bigint[],
        ?::int[], ?::bigint[]) AS u
      ON CONFLICT DO NOTHING
      """;
  private static final String APPEND_DELIVERIES =
      """
      INSERT INTO delivery_log (tenant_id, event_id, message_id, channel, state, state_rank, at)
      SELECT ?, u.* FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::smallint[],
        ?::timestamptz[]) AS u
      ON CONFLICT DO NOTHING
      """;

  private EventLog() {}

  static void append(Connection connection, UUID tenant, List<OfTicket> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setObject(1, tenant);
      new SqlArrays<>(insert, 1, sorted(events, event -> event.moment().id()))
          .column("uuid", event -> event.moment().id())
          .column("uuid", OfTicket::ticket)
          .column("timestamptz", event -> event.moment().at())
          .column("text", event -> event.moment().kind().name())
          .column("uuid", event -> event.moment().customer())
          .column("text", event -> event.moment().channel())
          .column("text", event -> event.moment().queue())
          .column("text", event -> event.moment().agent())
          .column("timestamptz", event -> event.moment().since())
          .column("smallint", EventLog::score)
          .column("text", event -> position(event.moment(), Position::pool))
          .column("bigint", event -> position(event.moment(), Position::seq))
          .column("int", event -> position(event.moment(), Position::ordinal))
          .column("bigint", event -> position(event.moment(), Position::epoch));
      insert.executeUpdate();
    }
  }

  static void appendDeliveries(Connection connection, UUID tenant, List<OfDelivery> reports)
      throws SQLException {
    if (reports.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(APPEND_DELIVERIES)) {
      insert.setObject(1, tenant);
      new SqlArrays<>(insert, 1, sorted(reports, OfDelivery::id))
          .column("uuid", OfDelivery::id)
          .column("uuid", OfDelivery::message)
          .column("text", event -> event.report().channel())
          .column("text", event -> event.report().state().name())
          .column("smallint", event -> event.report().state().rank())
          .column("timestamptz", event -> event.report().reported());
      insert.executeUpdate();
    }
  }

  private static <T> List<T> sorted(List<T> events, Function<T, UUID> id) {
    return events.stream().sorted(Comparator.comparing(id, Moment::compareIds)).toList();
  }

  private static @Nullable Object score(OfTicket event) {
    return event.moment().score() == 0 ? null : event.moment().score();
  }

  private static @Nullable Object position(Moment moment, Function<Position, Object> part) {
    return moment.position() == null ? null : part.apply(moment.position());
  }
}
