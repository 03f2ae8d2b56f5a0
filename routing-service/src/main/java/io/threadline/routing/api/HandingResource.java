package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tickets passed from agent to agent, and agents asked to join. */
@Path("/api/routing")
@Tag(name = "routing")
public class HandingResource {
  private final Commands commands;
  private final Caller caller;

  HandingResource(Commands commands, Caller caller) {
    this.commands = commands;
    this.caller = caller;
  }

  /**
   * Who is to take a ticket, or to join.
   *
   * @param queue whoever the queue's steps ask for
   * @param agent a colleague's login; one of the two is given
   */
  public record TargetBody(@Nullable String queue, @Nullable String agent) {}

  /**
   * Who is to take a ticket from now on.
   *
   * @param queue as of {@link TargetBody}
   * @param agent as of {@link TargetBody}
   * @param dropSkills true to ask no longer for the skills that a triage rule added to the queue's
   */
  public record TransferBody(
      @Nullable String queue, @Nullable String agent, @Nullable Boolean dropSkills) {}

  /**
   * The end of a consult.
   *
   * @param handOver true if who joined has the ticket from now on
   */
  public record DoneBody(@Nullable Boolean handOver) {}

  /** Where a ticket waits now. */
  public record Passed(UUID ticketId, String queue) {}

  /** A consult that was begun. */
  public record Asked(UUID ticketId, UUID consultId) {}

  /** When the customer is to be called back. */
  public record CallBackBody(@Nullable Instant at) {}

  /** Until when a ticket is put off. */
  public record PutOff(UUID ticketId, Instant until) {}

  /** An offer that was taken back. */
  public record TakenBack(UUID id, UUID ticketId, String state) {}

  @POST
  @Path("/tickets/{id}/transfer")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Passes a ticket on, to a queue or to an agent, without waiting for either",
      description =
          "Skills that a triage rule asks for are asked for in the new queue too, as long as an"
              + " agent of the pool has them beside what that queue asks; dropSkills leaves them"
              + " behind. An agent who is named is asked in any case.")
  public Response transfer(@PathParam("id") UUID id, @Nullable TransferBody body) {
    TransferBody to = body == null ? new TransferBody(null, null, null) : body;
    boolean supervisor = caller.has(Role.SUPERVISOR) || caller.has(Role.ADMIN);
    boolean drop = Boolean.TRUE.equals(to.dropSkills());
    return commands.run(
        new Input.Transfer(id, caller.login(), to.queue(), to.agent(), supervisor, drop),
        to,
        reply -> {
          if (reply instanceof Reply.Transferred passed) {
            return Response.ok(new Passed(passed.ticketId(), passed.queue())).build();
          }
          throw Answers.refusal(reply);
        });
  }

  @POST
  @Path("/tickets/{id}/consult")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Asks another agent to join; the ticket keeps its owner")
  public Response consult(@PathParam("id") UUID id, @Nullable TargetBody body) {
    TargetBody to = body == null ? new TargetBody(null, null) : body;
    return commands.run(
        new Input.Consult(id, caller.login(), to.queue(), to.agent()),
        to,
        reply -> {
          if (reply instanceof Reply.Consulting asked) {
            return Response.status(201)
                .entity(new Asked(asked.ticketId(), asked.consultId()))
                .build();
          }
          throw Answers.refusal(reply);
        });
  }

  @POST
  @Path("/tickets/{id}/consult/complete")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Ends a consult: with handOver the ticket is the joined agent's from now on")
  public Response complete(@PathParam("id") UUID id, @Nullable DoneBody body) {
    boolean handOver = body != null && Boolean.TRUE.equals(body.handOver());
    return commands.run(
        new Input.ConsultDone(id, caller.login(), handOver),
        new DoneBody(handOver),
        reply -> {
          if (reply instanceof Reply.ConsultOver over) {
            return Response.ok(new RoutingResource.Holder(over.ticketId(), over.agent())).build();
          }
          throw Answers.refusal(reply);
        });
  }

  @POST
  @Path("/tickets/{id}/callback")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Puts a ticket off: it is offered again at that time, or at the next opening")
  public Response callBack(@PathParam("id") UUID id, @Nullable CallBackBody body) {
    if (body == null || body.at() == null) {
      throw ApiException.invalid("at", null, "give an instant as 2026-03-02T09:00:00Z");
    }
    boolean supervisor = caller.has(Role.SUPERVISOR) || caller.has(Role.ADMIN);
    return commands.run(
        new Input.Defer(id, body.at(), caller.login(), supervisor),
        body,
        reply -> {
          if (reply instanceof Reply.Deferred deferred) {
            return Response.ok(new PutOff(deferred.ticketId(), deferred.until())).build();
          }
          throw Answers.refusal(reply);
        });
  }

  @POST
  @Path("/offers/{id}/rescind")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Takes an offer back: the ticket is offered to somebody else")
  public Response rescind(@PathParam("id") UUID id) {
    return commands.run(
        new Input.Rescind(id, caller.login()),
        Map.of(),
        reply -> {
          if (reply instanceof Reply.OfferRescinded back) {
            return Response.ok(new TakenBack(back.offerId(), back.ticketId(), "rescinded")).build();
          }
          throw Answers.refusal(reply);
        });
  }
}
