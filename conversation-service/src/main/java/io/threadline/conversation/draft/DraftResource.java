package io.threadline.conversation.draft;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's draft in a thread, there on every device. */
@Path("/api/customers/{id}/conversation/draft")
@Tag(name = "drafts")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class DraftResource {
  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(summary = "The caller's draft in a thread; 404 if there is none")
  public Response get(@PathParam("id") UUID customer) {
    return respond(
        transactions.inTenant(
            caller.tenant(),
            connection -> find(connection, customer, conversation(connection, customer))));
  }

  @PUT
  @Operation(
      summary = "Saves the caller's draft in a thread",
      description =
          "With If-Match only over the draft that was read: another tab may have written. Sending a "
              + "reply or a note removes the draft.")
  public Response save(
      @PathParam("id") UUID customer,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable Draft sent) {
    Draft draft = Sent.body(sent);
    String text = Sent.text(draft.text());
    if (draft.channel() != null) {
      Sent.value("channel", draft.channel(), 32);
    }
    return respond(
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              UUID conversation = conversation(connection, customer);
              if (ifMatch != null) {
                EntityVersion.require(ifMatch, find(connection, customer, conversation).version());
              }
              DraftView.save(connection, caller.login(), conversation, draft, text);
              return find(connection, customer, conversation);
            }));
  }

  @DELETE
  @Operation(summary = "Gives the caller's draft up; giving it up twice changes nothing")
  public Response remove(@PathParam("id") UUID customer) {
    transactions.inTenant(
        caller.tenant(),
        connection -> {
          DraftView.remove(connection, caller.login(), conversation(connection, customer));
          return customer;
        });
    return Response.noContent().build();
  }

  private DraftView find(Connection connection, UUID customer, UUID conversation)
      throws SQLException {
    return DraftView.find(connection, caller.login(), conversation)
        .orElseThrow(() -> ApiException.notFound("draft in the thread of", customer));
  }

  private static UUID conversation(Connection connection, UUID customer) throws SQLException {
    return ThreadReader.of(connection, customer)
        .map(ThreadReader.Thread::id)
        .orElseThrow(() -> ApiException.notFound("customer", customer));
  }

  private static Response respond(DraftView draft) {
    return Response.ok(draft).header(HttpHeaders.ETAG, EntityVersion.tag(draft.version())).build();
  }

  /** A draft as it is sent. */
  public record Draft(
      @Nullable UUID ticketId,
      @Nullable Boolean note,
      @Nullable String channel,
      @Nullable String text) {}
}
