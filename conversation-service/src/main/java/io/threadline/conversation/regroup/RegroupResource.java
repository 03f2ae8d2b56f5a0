package io.threadline.conversation.regroup;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.ticket.TicketView;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Splitting and merging tickets, and moving messages between them. */
@Path("/api/tickets/{id}")
@Tag(name = "tickets")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class RegroupResource {
  private static final int MOST = 500;

  @Inject Regrouping regrouping;

  @POST
  @Path("/split")
  @Operation(
      summary = "Makes a ticket of its own of some messages of the thread",
      description = "The answer is the new ticket, which waits for an agent like any other.")
  public Response split(
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable Messages sent) {
    return Answers.respond(regrouping.split(id, key, seqs(sent)));
  }

  @POST
  @Path("/attach")
  @Operation(summary = "Moves messages of the thread to this ticket")
  public Response attach(@PathParam("id") UUID id, @Nullable Messages sent) {
    return respond(regrouping.attach(id, seqs(sent)));
  }

  @POST
  @Path("/merge")
  @Operation(
      summary = "Makes this ticket part of another one of the same customer",
      description = "Its messages move there and it is closed. The answer is the other ticket.")
  public Response merge(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable Merge sent) {
    UUID into = Sent.id("into", Sent.value("into", Sent.body(sent).into(), 40));
    return respond(regrouping.merge(id, ifMatch, into));
  }

  private static List<Long> seqs(@Nullable Messages sent) {
    List<Long> seqs = Sent.body(sent).seqs();
    if (seqs == null || seqs.isEmpty() || seqs.size() > MOST) {
      throw ApiException.invalid(
          "seqs", seqs == null ? null : seqs.size(), "send 1 to " + MOST + " places of the thread");
    }
    return seqs.stream().distinct().sorted().toList();
  }

  private static Response respond(TicketView ticket) {
    return Response.ok(ticket)
        .header(HttpHeaders.ETAG, EntityVersion.tag(ticket.version()))
        .build();
  }

  /** Messages, by their places in the thread. */
  public record Messages(@Nullable List<Long> seqs) {}

  /** The ticket to merge into. */
  public record Merge(@Nullable String into) {}
}
