package io.threadline.ingest.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deliveries by state: above all the uncertain ones, which a person may have to look into. */
@Path("/api/channels/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.SUPERVISOR})
@RunOnVirtualThread
public class DeliveryResource {
  private static final Set<String> STATES =
      Set.of("queued", "sending", "uncertain", "sent", "failed", "delivered", "read");

  private final JdbcTransactions transactions;
  private final Caller caller;

  public DeliveryResource(JdbcTransactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /** A delivery, without the message and whom it is for. */
  public record DeliveryView(
      UUID messageId,
      UUID conversationId,
      String channel,
      String state,
      int attempts,
      @Nullable String providerMessageId,
      @Nullable String code,
      @Nullable String reason,
      Instant updatedAt) {}

  private record Row(long position, DeliveryView view) {}

  /** Newest first. */
  @GET
  public Page<DeliveryView> list(
      @QueryParam("state") @DefaultValue("uncertain") String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    String wanted = state.toLowerCase(Locale.ROOT);
    if (!STATES.contains(wanted)) {
      throw ApiException.invalid("state", state, "send one of " + STATES);
    }
    Cursor place = new Cursor("/api/channels/deliveries?state=" + wanted);
    long before =
        place.keys(cursor, 1).map(keys -> Long.parseLong(keys.getFirst())).orElse(Long.MAX_VALUE);
    int bounded = Cursor.limit(limit);
    List<Row> rows =
        transactions.inTenant(caller.tenant(), c -> read(c, wanted, before, bounded + 1));
    Page<Row> page = Page.of(rows, bounded, last -> place.after(last.position()));
    return new Page<>(page.items().stream().map(Row::view).toList(), page.nextCursor());
  }

  private static List<Row> read(Connection connection, String state, long before, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM delivery WHERE state = ? AND position < ?"
                + " ORDER BY position DESC LIMIT ?")) {
      select.setString(1, state);
      select.setLong(2, before);
      select.setInt(3, limit);
      List<Row> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(row.getLong("position"), view(row)));
        }
      }
      return rows;
    }
  }

  private static DeliveryView view(ResultSet row) throws SQLException {
    return new DeliveryView(
        row.getObject("message_id", UUID.class),
        row.getObject("conversation_id", UUID.class),
        row.getString("channel"),
        row.getString("state"),
        row.getInt("attempts"),
        row.getString("provider_message_id"),
        row.getString("code"),
        row.getString("reason"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
