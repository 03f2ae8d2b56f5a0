package io.threadline.routing.api;

import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
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

/** Skills that agents can have. Languages need not be defined. */
@Path("/api/skills")
@Tag(name = "skills")
public class SkillResource {
  private static final String KIND = "skill";

  private final Commands commands;
  private final Reading reading;

  SkillResource(Commands commands, Reading reading) {
    this.commands = commands;
    this.reading = reading;
  }

  /**
   * A skill as supervisors define one.
   *
   * @param neverRelax true if no later step of a queue may do without it
   */
  public record SkillBody(@Nullable String displayName, @Nullable Boolean neverRelax) {}

  @GET
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "The skills by name")
  public Page<SkillDefinition> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor pages = new Cursor("skills");
    String after = pages.keys(cursor, 1).map(List::getFirst).orElse("");
    return Page.of(
        reading.definitions(KIND, SkillDefinition.class, after, Cursor.limit(limit) + 1),
        limit,
        skill -> pages.after(skill.name()));
  }

  @GET
  @Path("/{name}")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "A skill; the ETag goes into If-Match of a change")
  public RestResponse<SkillDefinition> get(@PathParam("name") String name) {
    SkillDefinition skill = find(name);
    return Reading.tagged(skill, skill.version());
  }

  private SkillDefinition find(String name) {
    return reading.definition(KIND, name, SkillDefinition.class);
  }

  @PUT
  @Path("/{name}")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Defines a skill, or changes one",
      description =
          "A new one needs no If-Match; a change needs the ETag of what it was made from, or * for"
              + " whatever is there. 412 if somebody has changed it since.")
  public Response put(
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable SkillBody body) {
    SkillBody given = body == null ? new SkillBody(null, null) : body;
    SkillDefinition skill =
        new SkillDefinition(
            Names.name(KIND, name),
            given.displayName() == null ? name : given.displayName(),
            Boolean.TRUE.equals(given.neverRelax()));
    return commands.save(
        new Input.SkillDefined(skill, Commands.from(ifMatch)), given, () -> find(name));
  }
}
