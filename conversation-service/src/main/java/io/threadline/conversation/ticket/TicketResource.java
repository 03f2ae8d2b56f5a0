package io.threadline.conversation.ticket;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.core.Ticket;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
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

  @GET
  @Operation(
      summary = "Tickets, newest first",
      description =
          "Filters combine. status takes one or several, separated by commas; assignee=me is the "
              + "caller.")
  public Page<TicketView> list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("assignee") @Nullable String assignee,
      @QueryParam("customer") @Nullable String customer,
      @QueryParam("queue") @Nullable String queue,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    TicketFilter filter = TicketFilter.parse(status, assignee, customer, queue, caller.login());
    Cursor place = new Cursor("tickets/" + filter);
    UUID before = place.keys(cursor, 1).map(keys -> UUID.fromString(keys.getFirst())).orElse(null);
    int size = Cursor.limit(limit);
    List<TicketView> rows =
        transactions.inTenant(
            caller.tenant(),
            connection ->
                filter.list(connection, before, size + 1).stream().map(TicketView::of).toList());
    return Page.of(rows, size, ticket -> place.after(ticket.id()));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One ticket; its ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    Ticket ticket =
        transactions.inTenant(
            caller.tenant(),
            connection ->
                TicketStore.find(connection, id)
                    .orElseThrow(() -> ApiException.notFound("ticket", id)));
    return respond(ticket);
  }

  @PATCH
  @Path("/{id}")
  @Operation(summary = "Changes priority or status; needs If-Match")
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
              + "thread-moved-on if somebody has written after seenSeq.")
  public Response reply(
      @PathParam("id") UUID id,
      @HeaderParam(IDEMPOTENCY_KEY) @Nullable String key,
      @Nullable Reply reply) {
    return Answers.respond(replies.reply(id, key, reply));
  }

  @POST
  @Path("/{id}/notes")
  @Operation(summary = "Writes a note for colleagues; the customer never sees it")
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

  private static Response respond(Ticket ticket) {
    return Response.ok(TicketView.of(ticket))
        .header(HttpHeaders.ETAG, EntityVersion.tag(ticket.version()))
        .build();
  }

  /**
   * A reply.
   *
   * @param seenSeq the seq of the newest message that the agent has seen
   * @param channel to answer on another channel of the customer's than the last one
   */
  public record Reply(@Nullable String text, @Nullable Long seenSeq, @Nullable String channel) {}

  /** A note. */
  public record Note(@Nullable String text) {}

  /**
   * A change.
   *
   * @param status {@code open}, {@code pending}, {@code on_hold} or {@code spam}
   */
  public record TicketPatch(@Nullable String status, @Nullable String priority) {}
}
