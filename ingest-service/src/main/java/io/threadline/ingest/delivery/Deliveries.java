package io.threadline.ingest.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.delivery.core.Outcome;
import io.threadline.platform.event.EventJson;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of deliveries. Every method runs in the caller's transaction. */
final class Deliveries {
  private static final String ADD =
      """
      INSERT INTO delivery (tenant_id, message_id, conversation_id, channel, channel_account_id,
        request, state, due_at)
      VALUES (?, ?, ?, ?, ?, ?::jsonb, 'queued', now())
      ON CONFLICT (tenant_id, message_id) DO NOTHING
      """;
  private static final String END =
      """
      UPDATE delivery SET state = ?, provider_message_id = coalesce(?, provider_message_id),
        code = ?, reason = ?, updated_at = now()
      WHERE message_id = ? AND state = 'sending' AND attempts = ?
      """;
  private static final String RENEW =
      """
      UPDATE delivery SET claimed_at = now()
      WHERE message_id = ? AND state = 'sending' AND attempts = ?
      """;
  private static final String REPORT =
      """
      UPDATE delivery SET state = ?, provider_message_id = coalesce(?, provider_message_id),
        code = ?, reason = ?, updated_at = now()
      WHERE message_id = ? AND state = ANY (?)
      """;

  private Deliveries() {}

  /** Adds requests; one that is there already stays as it is. */
  static void add(Connection connection, UUID tenant, List<SendRequested> requests)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      for (SendRequested request : requests) {
        insert.setObject(1, tenant);
        insert.setObject(2, request.messageId());
        insert.setObject(3, request.conversationId());
        insert.setString(4, request.channel().name());
        insert.setObject(5, request.channelAccountId());
        insert.setString(6, json(request));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Marks due deliveries as being sent by this instance and returns them. */
  static List<Delivery> claim(Connection connection, String claimant, int most)
      throws SQLException {
    try (PreparedStatement claim =
        connection.prepareStatement("SELECT * FROM claim_deliveries(?, ?)")) {
      claim.setString(1, claimant);
      claim.setInt(2, most);
      return read(claim);
    }
  }

  /** Deliveries that were being sent by a former life of this instance, or too long ago. */
  static List<Delivery> abandoned(Connection connection, String claimant, Duration longestCall)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM abandoned_deliveries(?, ?)")) {
      select.setString(1, claimant);
      select.setDouble(2, longestCall.toMillis() / 1_000.0);
      return read(select);
    }
  }

  /** Records how an attempt ended; false if the delivery has moved on without it. */
  static boolean end(
      Connection connection,
      Delivery delivery,
      DeliveryState state,
      @Nullable String providerMessageId,
      @Nullable String code,
      @Nullable String reason)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(END)) {
      update.setString(1, name(state));
      update.setString(2, providerMessageId);
      update.setString(3, code);
      update.setString(4, reason);
      update.setObject(5, delivery.request().messageId());
      update.setInt(6, delivery.attempts());
      return update.executeUpdate() == 1;
    }
  }

  /** Makes a claim young again; false if the delivery is not this attempt's any more. */
  static boolean renew(Connection connection, Delivery delivery) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(RENEW)) {
      update.setObject(1, delivery.request().messageId());
      update.setInt(2, delivery.attempts());
      return update.executeUpdate() == 1;
    }
  }

  /**
   * Puts a delivery that was provably not taken back into the queue; false if it has moved on
   * without this attempt.
   */
  static boolean again(
      Connection connection, Delivery delivery, Outcome.NotTaken outcome, Instant due)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE delivery SET state = 'queued', due_at = ?, code = ?, reason = ?,"
                + " updated_at = now() WHERE message_id = ? AND state = 'sending' AND attempts = ?")) {
      update.setObject(1, due.atOffset(ZoneOffset.UTC));
      update.setString(2, outcome.code());
      update.setString(3, outcome.reason());
      update.setObject(4, delivery.request().messageId());
      update.setInt(5, delivery.attempts());
      return update.executeUpdate() == 1;
    }
  }

  /** Applies a provider's report if it says more than what is known. */
  static void reported(Connection connection, DeliveryReported report) throws SQLException {
    List<String> lower = new ArrayList<>();
    for (DeliveryState state : DeliveryState.values()) {
      // A queued one is never reported by a provider, unless our own record of sending it was lost.
      if (state.yieldsTo(report.state()) && state != DeliveryState.QUEUED) {
        lower.add(name(state));
      }
    }
    if (report.state() != DeliveryState.QUEUED && report.state() != DeliveryState.UNCERTAIN) {
      lower.add("sending");
    }
    try (PreparedStatement update = connection.prepareStatement(REPORT)) {
      update.setString(1, name(report.state()));
      update.setString(2, report.providerMessageId());
      update.setString(3, report.code());
      update.setString(4, report.reason());
      update.setObject(5, report.messageId());
      update.setArray(6, connection.createArrayOf("text", lower.toArray()));
      update.executeUpdate();
    }
  }

  /** The mail among these messages that was sent, or may have been; the first that is known. */
  static Optional<SendRequested> sentMail(Connection connection, UUID tenant, List<UUID> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM delivery WHERE tenant_id = ? AND message_id = ANY (?)"
                + " AND channel = 'email' AND state <> 'queued'"
                + " ORDER BY array_position(?, message_id) LIMIT 1")) {
      Array wanted = connection.createArrayOf("uuid", ids.toArray());
      select.setObject(1, tenant);
      select.setArray(2, wanted);
      select.setArray(3, wanted);
      return read(select).stream().map(Delivery::request).findFirst();
    }
  }

  private static List<Delivery> read(PreparedStatement select) throws SQLException {
    List<Delivery> deliveries = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        deliveries.add(Delivery.of(row));
      }
    }
    return deliveries;
  }

  private static String name(DeliveryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String json(SendRequested request) {
    try {
      return EventJson.mapper().writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a send request cannot be written as JSON", e);
    }
  }
}
