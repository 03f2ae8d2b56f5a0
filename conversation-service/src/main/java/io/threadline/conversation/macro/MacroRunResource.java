package io.threadline.conversation.macro;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Sent;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Macros at work. */
@Path("/api/tickets/{ticket}/macros/{id}")
@Tag(name = "macros")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class MacroRunResource {
  @Inject MacroRuns runs;

  @POST
  @Operation(
      summary = "Runs a macro on a ticket, all of it or nothing",
      description =
          "422 empty-variable names the variables that have no value; 409 thread-moved-on as for "
              + "any reply.")
  public Response run(
      @PathParam("ticket") UUID ticket,
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable Run sent) {
    return Answers.respond(runs.run(ticket, id, key, Sent.body(sent)));
  }

  /**
   * What a run needs.
   *
   * @param seenSeq the seq of the newest message that the agent has seen; for macros that reply
   * @param language the ticket's if null
   * @param values of variables that the agent fills in
   */
  public record Run(
      @Nullable Long seenSeq, @Nullable String language, @Nullable Map<String, String> values) {}
}
