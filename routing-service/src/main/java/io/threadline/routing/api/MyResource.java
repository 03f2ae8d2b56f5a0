package io.threadline.routing.api;

import io.threadline.contracts.Presence;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.engine.Heartbeats;
import io.threadline.routing.store.pack.Packed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The calling agent's own presence and offers. */
@Path("/api/agents/me")
@Tag(name = "agents")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class MyResource {
  private static final int MAX_OFFERS = 200;

  private final Commands commands;
  private final Reading reading;
  private final AgentResource agents;
  private final Caller caller;
  private final Heartbeats heartbeats;

  MyResource(
      Commands commands,
      Reading reading,
      AgentResource agents,
      Caller caller,
      Heartbeats heartbeats) {
    this.commands = commands;
    this.reading = reading;
    this.agents = agents;
    this.caller = caller;
    this.heartbeats = heartbeats;
  }

  /** The presence that an agent asks for. */
  public record PresenceBody(@Nullable String state) {}

  /** The presence in force. */
  public record PresenceView(String login, String state) {}

  /**
   * An offer that waits for its agent.
   *
   * @param consultId null unless the agent is asked to join what another agent keeps
   */
  public record OfferView(
      UUID id,
      UUID ticketId,
      Instant expiresAt,
      String reason,
      Instant madeAt,
      String queue,
      String channel,
      @Nullable String language,
      String priority,
      @Nullable UUID consultId) {}

  /** What became of an offer. */
  public record OfferEnd(UUID id, UUID ticketId, String state) {}

  @GET
  @Operation(summary = "The calling agent")
  public AgentView get() {
    return agents.find(caller.login());
  }

  @PUT
  @Path("/presence")
  @Operation(summary = "Says whether offers are welcome: ready, away, draining or offline")
  public Response presence(@Nullable PresenceBody body) {
    String login = caller.login();
    return commands.run(
        new Input.PresenceSet(login, presenceOf(body)),
        body,
        reply -> {
          if (reply instanceof Reply.PresenceIs is) {
            return Response.ok(new PresenceView(login, Answers.lower(is.presence()))).build();
          }
          throw Answers.refusal(reply);
        });
  }

  private static Presence presenceOf(@Nullable PresenceBody body) {
    String state = body == null || body.state() == null ? "" : body.state();
    for (Presence presence : Presence.values()) {
      if (presence.name().toLowerCase(Locale.ROOT).equals(state)) {
        return presence;
      }
    }
    throw ApiException.invalid("state", state, "use one of ready, away, draining, offline");
  }

  @POST
  @Path("/heartbeat")
  @Operation(
      summary =
          "A sign of life. After the first one, silence disconnects: offers go to others, work is"
              + " kept for a while")
  public Response heartbeat() {
    String login = caller.login();
    return commands.ask(writer -> {
      Reply reply = heartbeats.heard(writer, login).join();
      if (reply instanceof Reply.Rejected) {
        throw Answers.refusal(reply);
      }
      return Response.noContent().build();
    });
  }

  @GET
  @Path("/offers")
  @Operation(summary = "The offers that wait for the calling agent, first made first")
  public Page<OfferView> offers() {
    List<OfferView> offers =
        reading.list(
            """
            SELECT o.packed, t.packed
            FROM offer o JOIN ticket t
              ON t.tenant_id = o.tenant_id AND t.pool = o.pool AND t.id = o.ticket_id
            WHERE o.tenant_id = ? AND o.pool = ? AND o.agent = ? AND o.state = 'PENDING'
            ORDER BY o.id LIMIT ?
            """,
            MyResource::view,
            caller.login(),
            MAX_OFFERS);
    return new Page<>(offers, null);
  }

  private static OfferView view(ResultSet row) throws SQLException {
    Offer offer = Packed.read(Offer.class, row.getBytes(1));
    Ticket ticket = Packed.read(Ticket.class, row.getBytes(2));
    return new OfferView(
        offer.id(),
        offer.subject(),
        offer.expiresAt(),
        offer.reason(),
        offer.madeAt(),
        ticket.queue(),
        ticket.channel(),
        ticket.language(),
        ticket.priority().name().toLowerCase(Locale.ROOT),
        offer.consultOn() == null ? null : offer.ticketId());
  }

  @POST
  @Path("/offers/{id}/accept")
  @Operation(summary = "Takes the ticket offered; 409 with the state if the offer has ended")
  public Response accept(@PathParam("id") UUID id) {
    return commands.run(new Input.Accept(id, caller.login()), Map.of(), MyResource::ended);
  }

  @POST
  @Path("/offers/{id}/decline")
  @Operation(summary = "Leaves the ticket to others; 409 with the state if the offer has ended")
  public Response decline(@PathParam("id") UUID id) {
    return commands.run(new Input.Decline(id, caller.login()), Map.of(), MyResource::ended);
  }

  private static Response ended(Reply reply) {
    return switch (reply) {
      case Reply.OfferAccepted accepted ->
          Response.ok(new OfferEnd(accepted.offerId(), accepted.ticketId(), "accepted")).build();
      case Reply.OfferDeclined declined ->
          Response.ok(new OfferEnd(declined.offerId(), declined.ticketId(), "declined")).build();
      default -> throw Answers.refusal(reply);
    };
  }
}
