package io.threadline.routing.api;

import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.state.SkillDefinition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
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
  @Operation(summary = "A skill")
  public SkillDefinition get(@PathParam("name") String name) {
    return reading.definition(KIND, name, SkillDefinition.class);
  }

  @PUT
  @Path("/{name}")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Defines a skill, or changes one")
  public Response put(@PathParam("name") String name, @Nullable SkillBody body) {
    SkillBody given = body == null ? new SkillBody(null, null) : body;
    SkillDefinition skill =
        new SkillDefinition(
            Names.name(KIND, name),
            given.displayName() == null ? name : given.displayName(),
            Boolean.TRUE.equals(given.neverRelax()));
    return commands.run(
        new Input.SkillDefined(skill),
        given,
        reply -> {
          if (reply instanceof Reply.Saved saved) {
            return Response.status(saved.created() ? 201 : 200).entity(skill).build();
          }
          throw Answers.refusal(reply);
        });
  }
}
