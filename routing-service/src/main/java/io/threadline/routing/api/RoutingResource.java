package io.threadline.routing.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.match.Verdict;
import io.threadline.routing.engine.PoolWriter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What routing decided and why, and what people decide instead. */
@Path("/api/routing")
@Tag(name = "routing")
public class RoutingResource {
  private static final int MAX_DECISIONS = 200;

  private final Commands commands;
  private final Reading reading;
  private final Caller caller;
  private final PastDecisions past;

  RoutingResource(Commands commands, Reading reading, Caller caller, PastDecisions past) {
    this.commands = commands;
    this.reading = reading;
    this.caller = caller;
    this.past = past;
  }

  /**
   * The decisions about a ticket, first made first.
   *
   * @param agents for every agent what stands between the ticket and an offer now; empty for a
   *     ticket that routing is done with
   * @param past what stood between them when each decision was made; empty unless it was asked for
   */
  public record Decisions(
      @JsonRawValue String items,
      List<Verdict> agents,
      List<PastDecision> past,
      @Nullable String nextCursor) {}

  /**
   * A supervisor's assignment.
   *
   * @param override true to pass over presence, skills and capacity, never over the language
   */
  public record AssignBody(@Nullable String agent, @Nullable Boolean override) {}

  /** Who has a ticket now. */
  public record Holder(UUID ticketId, String agent) {}

  /** A queue as it stands. */
  public record QueueView(String queue, long depth, double oldestWaitSeconds) {}

  @GET
  @Path("/decisions/{ticketId}")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Why this agent, and why not that one",
      description =
          "The decisions about a ticket, and what stands between it and each agent now. agent names"
              + " one agent: past then tells of every decision why that agent was chosen or not, with"
              + " the first thing that was in the way and its values, as it was then. seq names one"
              + " decision, by its stamp: without agent, past tells it of all agents. 410 if the log"
              + " does not reach back to that decision.")
  public Response decisions(
      @PathParam("ticketId") UUID ticketId,
      @QueryParam("agent") @Nullable String agent,
      @QueryParam("seq") @Nullable Long seq) {
    return commands.ask(writer -> {
      List<Verdict> now = now(writer, ticketId, agent);
      List<String> recorded = reading.decisions(ticketId, MAX_DECISIONS);
      if (recorded.isEmpty() && now.isEmpty()) {
        throw ApiException.notFound("ticket known to routing", ticketId);
      }
      List<PastDecision> then =
          agent == null && seq == null ? List.of() : past.of(recorded, agent, seq);
      String items = "[" + String.join(",", recorded) + "]";
      return Response.ok(new Decisions(items, now, then, null), MediaType.APPLICATION_JSON).build();
    });
  }

  private static List<Verdict> now(PoolWriter writer, UUID ticketId, @Nullable String agent) {
    Instant at = Instant.now();
    List<Verdict> all = writer.ask(engine -> engine.verdicts(ticketId, at)).join();
    List<Verdict> asked =
        agent == null ? all : all.stream().filter(each -> each.agent().equals(agent)).toList();
    if (asked.isEmpty() && !all.isEmpty()) {
      throw ApiException.notFound("agent", String.valueOf(agent));
    }
    return asked;
  }

  @POST
  @Path("/tickets/{id}/assign")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Gives a ticket to an agent")
  public Response assign(@PathParam("id") UUID id, @Nullable AssignBody body) {
    if (body == null || body.agent() == null) {
      throw ApiException.invalid("agent", null, "name the login of an agent");
    }
    boolean override = Boolean.TRUE.equals(body.override());
    return commands.run(
        new Input.Assign(id, body.agent(), caller.login(), override), body, this::held);
  }

  @POST
  @Path("/tickets/{id}/pull")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Takes a waiting ticket without being offered it")
  public Response pull(@PathParam("id") UUID id) {
    return commands.run(new Input.Pull(id, caller.login()), Map.of(), this::held);
  }

  @POST
  @Path("/tickets/{id}/wrap-up-done")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Ends the wrap-up of a resolved ticket: its capacity is free again")
  public Response wrapUpDone(@PathParam("id") UUID id) {
    return commands.run(
        new Input.WrapUpDone(id, caller.login()),
        Map.of(),
        reply -> {
          if (reply instanceof Reply.Done) {
            return Response.noContent().build();
          }
          throw Answers.refusal(reply);
        });
  }

  private Response held(Reply reply) {
    if (reply instanceof Reply.Assigned assigned) {
      return Response.ok(new Holder(assigned.ticketId(), assigned.agent())).build();
    }
    throw Answers.refusal(reply);
  }

  @GET
  @Path("/queues")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "How many tickets wait in each queue, and how long the oldest has")
  public Page<QueueView> queues() {
    List<QueueView> queues =
        reading.list(
            """
            SELECT q.key, count(t.id),
                   coalesce(extract(epoch FROM clock_timestamp() - min(t.enqueued_at)), 0)
            FROM definition q LEFT JOIN ticket t
              ON t.tenant_id = q.tenant_id AND t.pool = q.pool AND t.queue = q.key
             AND t.stage = 'QUEUED'
            WHERE q.tenant_id = ? AND q.pool = ? AND q.kind = 'queue'
            GROUP BY q.key ORDER BY q.key
            """,
            row -> new QueueView(row.getString(1), row.getLong(2), Math.max(0, row.getDouble(3))));
    return new Page<>(queues, null);
  }
}
