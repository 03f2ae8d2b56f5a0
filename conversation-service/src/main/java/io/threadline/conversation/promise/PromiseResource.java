package io.threadline.conversation.promise;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.ticket.TicketLock;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Promises made to customers: whoever takes over sees them, and is told when they are due. */
@Path("/api/tickets/{id}/promises")
@Tag(name = "promises")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class PromiseResource {
  private static final int CREATED = 201;
  private static final int MOST = 100;

  @Inject Transactions transactions;
  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Caller caller;

  @GET
  @Operation(summary = "What was promised in this ticket")
  public Page<PromiseView> list(@PathParam("id") UUID ticket) {
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          if (TicketStore.find(connection, ticket).isEmpty()) {
            throw ApiException.notFound("ticket", ticket);
          }
          return new Page<>(PromiseView.ofTicket(connection, ticket), null);
        });
  }

  @POST
  @Operation(
      summary = "Notes a promise",
      description = "When it is due, whoever made it and whoever holds the ticket are told.")
  public Response create(
      @PathParam("id") UUID ticket,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable NewPromise sent) {
    NewPromise promise = Sent.body(sent);
    String text = Sent.value("text", promise.text(), 500);
    Instant due = promise.dueAt();
    if (due == null) {
      throw ApiException.invalid("dueAt", null, "send an instant");
    }
    return Answers.respond(
        creates.once(
            key,
            "promise/" + ticket + '/' + promise,
            (connection, _) -> {
              TicketLock.take(connection, ticket);
              if (PromiseView.ofTicket(connection, ticket).size() >= MOST) {
                throw new ApiException(
                    ErrorCode.CONFLICT, "the ticket has " + MOST + " promises, which is the most");
              }
              PromiseView made =
                  new PromiseView(
                      Ids.next(), ticket, text, due, caller.login(), Instant.now(), null, null, 0);
              Sql.update(
                  connection,
                  "INSERT INTO promise (id, tenant_id, ticket_id, text, due_at, made_by, made_at)"
                      + " VALUES (?, threadline_tenant(), ?, ?, ?, ?, ?)",
                  made.id(),
                  ticket,
                  text,
                  due,
                  made.madeBy(),
                  made.madeAt());
              return answers.of(CREATED, made);
            }));
  }

  @POST
  @Path("/{promise}/keep")
  @Operation(summary = "Says that a promise was kept; saying it twice changes nothing")
  public Response keep(
      @PathParam("id") UUID ticket,
      @PathParam("promise") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    PromiseView kept =
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              TicketLock.take(connection, ticket);
              PromiseView before = find(connection, ticket, id);
              EntityVersion.require(ifMatch == null ? "*" : ifMatch, before.version());
              if (before.keptAt() == null) {
                Sql.update(
                    connection,
                    "UPDATE promise SET kept_at = ?, kept_by = ?, version = version + 1"
                        + " WHERE id = ?",
                    Instant.now(),
                    caller.login(),
                    id);
              }
              return find(connection, ticket, id);
            });
    return Response.ok(kept).header(HttpHeaders.ETAG, EntityVersion.tag(kept.version())).build();
  }

  private static PromiseView find(Connection connection, UUID ticket, UUID id) throws SQLException {
    List<PromiseView> found = PromiseView.ofTicket(connection, ticket);
    return found.stream()
        .filter(promise -> promise.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("promise", id));
  }

  /** A promise as it is sent. */
  public record NewPromise(@Nullable String text, @Nullable Instant dueAt) {}
}
