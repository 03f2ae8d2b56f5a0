package io.threadline.conversation.note;

import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Notes that name the caller. */
@Path("/api/mentions")
@Tag(name = "mentions")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class MentionResource {
  private static final String LIST =
      """
      SELECT m.*, c.customer_id FROM mention AS m JOIN conversation AS c ON c.id = m.conversation_id
      WHERE m.agent = ? AND (NOT ? OR m.seen_at IS NULL)
        AND (?::uuid IS NULL OR m.message_id < ?::uuid)
      ORDER BY m.message_id DESC LIMIT ?
      """;

  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(summary = "Notes that name the caller, newest first; unseen=true for new ones only")
  public Page<MentionView> list(
      @QueryParam("unseen") @DefaultValue("false") boolean unseen,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    String me = caller.login();
    Cursor place = new Cursor("mentions/" + me + '/' + unseen);
    UUID before = place.keys(cursor, 1).map(keys -> UUID.fromString(keys.getFirst())).orElse(null);
    int size = Cursor.limit(limit);
    List<MentionView> rows =
        transactions.inTenant(
            caller.tenant(),
            connection ->
                Sql.list(
                    connection, LIST, MentionView::read, me, unseen, before, before, size + 1));
    return Page.of(rows, size, mention -> place.after(mention.messageId()));
  }

  @POST
  @Path("/{message}/seen")
  @Operation(summary = "Says that the caller has looked; saying it twice changes nothing")
  public Response seen(@PathParam("message") UUID message) {
    int known =
        transactions.inTenant(
            caller.tenant(),
            connection ->
                Sql.update(
                    connection,
                    "UPDATE mention SET seen_at = coalesce(seen_at, now())"
                        + " WHERE agent = ? AND message_id = ?",
                    caller.login(),
                    message));
    if (known == 0) {
      throw ApiException.notFound("mention", message);
    }
    return Response.noContent().build();
  }

  /**
   * A note that names the caller.
   *
   * @param excerpt its beginning
   * @param seenAt null while the caller has not looked
   */
  public record MentionView(
      UUID messageId,
      UUID customerId,
      UUID ticketId,
      long seq,
      String by,
      String excerpt,
      Instant at,
      @Nullable Instant seenAt) {
    static MentionView read(ResultSet row) throws SQLException {
      return new MentionView(
          Columns.uuid(row, "message_id"),
          Columns.uuid(row, "customer_id"),
          Columns.uuid(row, "ticket_id"),
          row.getLong("seq"),
          Columns.text(row, "by_agent"),
          Columns.text(row, "excerpt"),
          Columns.instant(row, "at"),
          Columns.instantOrNull(row, "seen_at"));
    }
  }
}
