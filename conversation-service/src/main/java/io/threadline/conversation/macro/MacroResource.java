package io.threadline.conversation.macro;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.canned.Texts;
import io.threadline.conversation.setup.Item;
import io.threadline.conversation.setup.Kind;
import io.threadline.conversation.setup.Setup;
import io.threadline.conversation.ticket.TicketPatch;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
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
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Macros: everybody's, and each agent's own. */
@Path("/api/macros")
@Tag(name = "macros")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class MacroResource {
  /** Macros as they are stored. */
  static final Kind<Macro> MACROS = new Kind<>("macro", Macro.class, 2_000);

  @Inject Setup setup;

  @GET
  @Operation(summary = "Everybody's macros and the caller's own, by name")
  public Page<MacroView> list() {
    return setup.list(MACROS, MacroView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One macro; its ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return setup.get(MACROS, id, MacroView::of);
  }

  @POST
  @Operation(
      summary = "Adds one: for the caller, or (supervisors, admins) for everybody",
      description =
          "reply has texts by language, with the variables of canned responses; change is what "
              + "PATCH /api/tickets/{id} takes.")
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable MacroBody sent) {
    MacroBody body = Sent.body(sent);
    boolean shared = Boolean.TRUE.equals(body.shared());
    return setup.create(MACROS, key, shared, body.title(), body.macro(), MacroView::of);
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Replaces one; needs If-Match. Whose it is stays")
  public Response replace(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable MacroBody sent) {
    MacroBody body = Sent.body(sent);
    return setup.replace(MACROS, id, ifMatch, body.title(), body.macro(), MacroView::of);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes one; needs If-Match")
  public Response remove(
      @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    return setup.remove(MACROS, id, ifMatch);
  }

  /** A macro as it is sent. */
  public record MacroBody(
      @Nullable String name,
      @Nullable Map<String, String> reply,
      @Nullable String note,
      @Nullable TicketPatch change,
      @Nullable Boolean resolve,
      @Nullable Boolean shared) {
    String title() {
      return Sent.value("name", name, 100).strip();
    }

    Macro macro() {
      Macro macro =
          new Macro(
              reply == null || reply.isEmpty() ? Map.of() : Texts.checked("reply", reply),
              note == null ? null : Sent.text(note),
              change,
              Boolean.TRUE.equals(resolve));
      if (macro.isEmpty()) {
        throw ApiException.invalid("macro", name, "send a reply, a note, a change or resolve=true");
      }
      return macro;
    }
  }

  /** A macro as the API shows it. */
  public record MacroView(
      UUID id,
      String name,
      Map<String, String> reply,
      @Nullable String note,
      @Nullable TicketPatch change,
      boolean resolve,
      boolean shared,
      long version) {
    static MacroView of(Item<Macro> item) {
      Macro macro = item.body();
      return new MacroView(
          item.id(),
          item.name(),
          macro.reply(),
          macro.note(),
          macro.change(),
          macro.resolve(),
          item.shared(),
          item.version());
    }
  }
}
