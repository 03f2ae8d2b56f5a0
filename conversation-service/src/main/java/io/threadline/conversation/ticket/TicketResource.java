package io.threadline.conversation.ticket;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.setup.Setup;
import io.threadline.conversation.ticket.TicketQuery.Placed;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tickets: lists, one ticket, and what agents do to it. */
@Path("/api/tickets")
@Tag(name = "tickets")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class TicketResource {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject TicketChanges changes;
  @Inject Replies replies;
  @Inject Setup setup;

  @GET
  @Operation(
      summary = "Tickets, newest first unless sort says otherwise",
      description =
          "Filters combine. status and priority take one or several, separated by commas; tag takes "
              + "several of which all are meant; assignee=me and participant=me are the caller, "
              + "assignee=none is nobody; field is key=value of a custom field. sort is newest, "
              + "oldest, priority, due (the next deadline first) or follow_up. view is the id of a "
              + "saved view, whose filters hold where the query leaves them open.")
  public Page<TicketView> list(@BeanParam TicketParameters parameters) {
    TicketFilter sent = parameters.filter();
    int size = Cursor.limit(parameters.limit);
    return transactions.inTenant(
        caller.tenant(),
        connection -> page(connection, sent, parameters.view, parameters.cursor, size));
  }

  private Page<TicketView> page(
      Connection connection,
      TicketFilter sent,
      @Nullable String view,
      @Nullable String cursor,
      int size)
      throws SQLException {
    String me = caller.login();
    TicketFilter filter =
        view == null || view.isEmpty()
            ? sent
            : sent.over(
                setup.find(connection, TicketViewResource.VIEWS, Sent.id("view", view)).body());
    TicketQuery query = filter.query(me);
    Cursor place = new Cursor("tickets/" + query);
    List<String> after = place.keys(cursor, 2).orElse(List.of());
    Page<Placed> rows =
        Page.of(
            query.list(connection, me, after, size + 1),
            size,
            row -> place.after(row.key(), row.ticket().id()));
    return new Page<>(rows.items().stream().map(Placed::ticket).toList(), rows.nextCursor());
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One ticket; its ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return respond(
        transactions.inTenant(
            caller.tenant(), connection -> TicketView.find(connection, id, caller.login())));
  }

  @PATCH
  @Path("/{id}")
  @Operation(summary = "Changes status, priority, tags, custom fields and the like; needs If-Match")
  public Response patch(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable TicketPatch patch) {
    return respond(changes.patch(id, ifMatch, patch));
  }

  @POST
  @Path("/{id}/messages")
  @Operation(
      summary = "Replies to the customer",
      description =
          "Leaves on the channel of the customer's last message unless channel names another. 409 "
              + "thread-moved-on if somebody has written after seenSeq, 422 empty-variable if the "
              + "text still has {{variables}}.")
  public Response reply(
      @PathParam("id") UUID id,
      @HeaderParam(IDEMPOTENCY_KEY) @Nullable String key,
      @Nullable Reply reply) {
    return Answers.respond(replies.reply(id, key, reply));
  }

  @POST
  @Path("/{id}/notes")
  @Operation(
      summary = "Writes a note for colleagues; the customer never sees it",
      description = "Colleagues named as @login are told, and follow the ticket from then on.")
  public Response note(
      @PathParam("id") UUID id,
      @HeaderParam(IDEMPOTENCY_KEY) @Nullable String key,
      @Nullable Note note) {
    return Answers.respond(replies.note(id, key, note));
  }

  @POST
  @Path("/{id}/resolve")
  @Operation(summary = "Resolves the ticket; resolving it twice changes nothing")
  public Response resolve(@PathParam("id") UUID id) {
    return respond(changes.resolve(id));
  }

  @POST
  @Path("/{id}/reopen")
  @Operation(summary = "Brings a resolved or closed ticket back; it is routed again")
  public Response reopen(@PathParam("id") UUID id) {
    return respond(changes.reopen(id));
  }

  @POST
  @Path("/{id}/snooze")
  @Operation(
      summary = "Puts the ticket out of sight until a time",
      description = "It comes back then, or as soon as the customer writes.")
  public Response snooze(@PathParam("id") UUID id, @Nullable Snooze snooze) {
    return respond(changes.snooze(id, Sent.body(snooze).until()));
  }

  @DELETE
  @Path("/{id}/snooze")
  @Operation(summary = "Brings a snoozed ticket back at once")
  public Response wake(@PathParam("id") UUID id) {
    return respond(changes.wake(id));
  }

  private static Response respond(TicketView ticket) {
    return Response.ok(ticket)
        .header(HttpHeaders.ETAG, EntityVersion.tag(ticket.version()))
        .build();
  }

  /**
   * A reply.
   *
   * @param seenSeq the seq of the newest message that the agent has seen
   * @param channel to answer on another channel of the customer's than the last one
   * @param attachments ids of files that POST /api/attachments has taken
   * @param asIs true for a text that is to be sent with its {@code {{variables}}}
   */
  public record Reply(
      @Nullable String text,
      @Nullable Long seenSeq,
      @Nullable String channel,
      @Nullable Boolean asIs,
      @Nullable List<UUID> attachments) {}

  /** A note. */
  public record Note(@Nullable String text) {}

  /** Until when a ticket is out of sight. */
  public record Snooze(@Nullable Instant until) {}
}
