package io.threadline.routing.api;

import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Queues: whom their tickets ask for, who is first, what is promised. */
@Path("/api/queues")
@Tag(name = "queues")
public class QueueResource {
  private static final String KIND = "queue";
  private static final int MAX_SKILLS = 10_000;

  private final Commands commands;
  private final Reading reading;

  QueueResource(Commands commands, Reading reading) {
    this.commands = commands;
    this.reading = reading;
  }

  @GET
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "The queues by name")
  public Page<QueueBody> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor pages = new Cursor("queues");
    String after = pages.keys(cursor, 1).map(List::getFirst).orElse("");
    List<QueueBody> rows =
        reading.definitions(KIND, QueueDefinition.class, after, Cursor.limit(limit) + 1).stream()
            .map(QueueBody::of)
            .toList();
    return Page.of(rows, limit, queue -> pages.after(String.valueOf(queue.name())));
  }

  @GET
  @Path("/{name}")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "A queue; the ETag goes into If-Match of a change")
  public RestResponse<QueueBody> get(@PathParam("name") String name) {
    QueueDefinition queue = reading.definition(KIND, name, QueueDefinition.class);
    return Reading.tagged(QueueBody.of(queue), queue.version());
  }

  private boolean neverRelaxed(String skill) {
    return reading.definitions("skill", SkillDefinition.class, "", MAX_SKILLS).stream()
        .anyMatch(each -> each.name().equals(skill) && each.neverRelax());
  }

  @PUT
  @Path("/{name}")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Defines a queue, or changes one for the tickets that come after",
      description =
          "A new one needs no If-Match; a change needs the ETag of what it was made from, or * for"
              + " whatever is there. 412 if somebody has changed it since.")
  public Response put(
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable QueueBody body) {
    QueueBody given = body == null ? QueueBody.empty() : body;
    QueueDefinition queue = given.definition(name, this::neverRelaxed);
    return commands.save(
        new Input.QueueDefined(queue, Commands.from(ifMatch)), given, () -> QueueBody.of(queue));
  }
}
