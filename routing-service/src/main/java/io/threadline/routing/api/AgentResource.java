package io.threadline.routing.api;

import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.store.CoreJson;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Agents: who they are, what they can, how much they take. */
@Path("/api/agents")
@Tag(name = "agents")
public class AgentResource {
  private static final String SELECT =
      """
      SELECT a.body, coalesce(sum(t.weight), 0), count(t.id)
      FROM agent a LEFT JOIN ticket t
        ON t.tenant_id = a.tenant_id AND t.pool = a.pool AND t.agent = a.login
      WHERE a.tenant_id = ? AND a.pool = ? AND %s
      GROUP BY a.tenant_id, a.pool, a.login ORDER BY a.login LIMIT ?
      """;

  private final Commands commands;
  private final Reading reading;

  AgentResource(Commands commands, Reading reading) {
    this.commands = commands;
    this.reading = reading;
  }

  @GET
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "The agents by login, with presence and load")
  public Page<AgentView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor pages = new Cursor("agents");
    String after = pages.keys(cursor, 1).map(List::getFirst).orElse("");
    List<AgentView> rows =
        reading.list(
            SELECT.formatted("a.login > ?"), AgentResource::view, after, Cursor.limit(limit) + 1);
    return Page.of(rows, limit, agent -> pages.after(agent.login()));
  }

  @GET
  @Path("/{login}")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "An agent with presence and load; the ETag goes into If-Match of a change of it")
  public RestResponse<AgentView> get(@PathParam("login") String login) {
    AgentView agent = find(login);
    return Reading.tagged(agent, agent.version());
  }

  AgentView find(String login) {
    return reading.list(SELECT.formatted("a.login = ?"), AgentResource::view, login, 1).stream()
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("agent", login));
  }

  @PUT
  @Path("/{login}")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Defines an agent, or changes one; presence and work stay",
      description =
          "A new one needs no If-Match; a change needs the ETag of what it was made from, or * for"
              + " whatever is there. 412 if somebody has changed it since.")
  public Response put(
      @PathParam("login") String login,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable AgentBody body) {
    AgentBody given = body == null ? new AgentBody(null, null, null, null, null, null, null) : body;
    return commands.save(
        new Input.AgentDefined(given.definition(login), Commands.from(ifMatch)),
        given,
        () -> find(login));
  }

  private static AgentView view(ResultSet row) throws SQLException {
    return AgentView.of(
        CoreJson.read(row.getString(1), Agent.class), row.getLong(2), row.getLong(3));
  }
}
