package io.threadline.conversation.canned;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.Template;
import io.threadline.conversation.setup.Item;
import io.threadline.conversation.setup.Kind;
import io.threadline.conversation.setup.Setup;
import io.threadline.conversation.ticket.TicketView;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Canned responses: everybody's, and each agent's own. */
@Path("/api/canned-responses")
@Tag(name = "canned responses")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class CannedResponseResource {
  private static final Kind<Canned> CANNED = new Kind<>("canned-response", Canned.class, 5_000);

  @Inject Setup setup;
  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(summary = "Everybody's canned responses and the caller's own, by name")
  public Page<CannedView> list() {
    return setup.list(CANNED, CannedView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One canned response; its ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return setup.get(CANNED, id, CannedView::of);
  }

  @POST
  @Operation(
      summary = "Adds one: for the caller, or (supervisors, admins) for everybody",
      description =
          "texts are by language. Variables are {{customer.name}}, {{customer.firstName}}, "
              + "{{agent.name}}, {{ticket.id}}, {{ticket.queue}}, {{ticket.category}}, "
              + "{{ticket.channel}}, {{field.KEY}} and names of your own; {{name|word}} has a word "
              + "for where there is no value.")
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable CannedBody sent) {
    CannedBody body = Sent.body(sent);
    boolean shared = Boolean.TRUE.equals(body.shared());
    return setup.create(CANNED, key, shared, body.title(), body.canned(), CannedView::of);
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Replaces one; needs If-Match. Whose it is stays")
  public Response replace(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable CannedBody sent) {
    CannedBody body = Sent.body(sent);
    return setup.replace(CANNED, id, ifMatch, body.title(), body.canned(), CannedView::of);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes one; needs If-Match")
  public Response remove(
      @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    return setup.remove(CANNED, id, ifMatch);
  }

  @POST
  @Path("/{id}/render")
  @Operation(
      summary = "The text for a ticket, its variables filled in",
      description = "empty names those without a value: a reply that still has them is refused.")
  public Rendered render(@PathParam("id") UUID id, @Nullable Render sent) {
    Render render = Sent.body(sent);
    UUID ticketId = render.ticketId();
    if (ticketId == null) {
      throw ApiException.invalid("ticketId", null, "send the ticket that the text is for");
    }
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          Canned canned = setup.find(connection, CANNED, id).body();
          TicketView ticket = TicketView.find(connection, ticketId, caller.login());
          String language = render.language() == null ? ticket.language() : render.language();
          Template.Filled filled =
              new Template(Texts.choose(canned.texts(), language))
                  .fill(Variables.of(ticket, caller.login(), render.values()));
          return new Rendered(filled.text(), filled.empty());
        });
  }

  /**
   * A canned response as it is stored.
   *
   * @param shortcut what agents type to find it
   */
  public record Canned(@Nullable String shortcut, Map<String, String> texts) {}

  /** A canned response as it is sent. */
  public record CannedBody(
      @Nullable String name,
      @Nullable String shortcut,
      @Nullable Map<String, String> texts,
      @Nullable Boolean shared) {
    String title() {
      return Sent.value("name", name, 100).strip();
    }

    Canned canned() {
      return new Canned(
          shortcut == null ? null : Sent.value("shortcut", shortcut, 40),
          Texts.checked("texts", texts));
    }
  }

  /** A canned response as the API shows it. */
  public record CannedView(
      UUID id,
      String name,
      @Nullable String shortcut,
      Map<String, String> texts,
      boolean shared,
      long version) {
    static CannedView of(Item<Canned> item) {
      return new CannedView(
          item.id(),
          item.name(),
          item.body().shortcut(),
          item.body().texts(),
          item.shared(),
          item.version());
    }
  }

  /**
   * What a text is wanted for.
   *
   * @param language the ticket's if null
   * @param values of variables that the agent fills in
   */
  public record Render(
      @Nullable UUID ticketId, @Nullable String language, @Nullable Map<String, String> values) {}

  /** A text with its variables filled in, and the names of those that have no value. */
  public record Rendered(String text, List<String> empty) {}
}
