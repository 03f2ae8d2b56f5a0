package io.threadline.conversation.ticket;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.setup.Item;
import io.threadline.conversation.setup.Kind;
import io.threadline.conversation.setup.Setup;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Saved views: filters of the list of tickets under a name. */
@Path("/api/ticket-views")
@Tag(name = "ticket views")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class TicketViewResource {
  /** Saved views as they are stored. */
  static final Kind<TicketFilter> VIEWS = new Kind<>("ticket-view", TicketFilter.class, 2_000);

  @Inject Setup setup;
  @Inject Caller caller;

  @GET
  @Operation(
      summary = "Everybody's views and the caller's own",
      description = "GET /api/tickets?view=ID shows the tickets of one.")
  public Page<SavedView> list() {
    return setup.list(VIEWS, SavedView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One view; its ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return setup.get(VIEWS, id, SavedView::of);
  }

  @POST
  @Operation(summary = "Saves a view: for the caller, or (supervisors, admins) for everybody")
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable ViewBody sent) {
    ViewBody body = Sent.body(sent);
    boolean shared = Boolean.TRUE.equals(body.shared());
    return setup.create(VIEWS, key, shared, name(body), filter(body), SavedView::of);
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Replaces a view; needs If-Match. Whose it is stays")
  public Response replace(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable ViewBody sent) {
    ViewBody body = Sent.body(sent);
    return setup.replace(VIEWS, id, ifMatch, name(body), filter(body), SavedView::of);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes a view; needs If-Match")
  public Response remove(
      @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    return setup.remove(VIEWS, id, ifMatch);
  }

  private static String name(ViewBody body) {
    return Sent.value("name", body.name(), 100).strip();
  }

  private TicketFilter filter(ViewBody body) {
    TicketFilter filter = body.filter() == null ? TicketFilter.ALL : body.filter();
    filter.query(caller.login());
    return filter;
  }

  /** A view as it is sent. */
  public record ViewBody(
      @Nullable String name, @Nullable TicketFilter filter, @Nullable Boolean shared) {}

  /** A view as the API shows it. */
  public record SavedView(UUID id, String name, TicketFilter filter, boolean shared, long version) {
    static SavedView of(Item<TicketFilter> item) {
      return new SavedView(item.id(), item.name(), item.body(), item.shared(), item.version());
    }
  }
}
