package io.threadline.conversation.privacy;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a customer may ask for: all that is kept of them, or that it be forgotten. */
@Path("/api/customers/{id}")
@Tag(name = "privacy")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class PrivacyResource {
  private static final int OK = 200;
  private static final int MAX_REASON = 500;

  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;

  @GET
  @Path("/export")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Everything that is kept of the customer, as one JSON object",
      description =
          "Streamed, with those who were merged into the customer. Payloads as they arrived are at "
              + "/api/channels/vault, by the ids of the messages.")
  public Response export(@PathParam("id") UUID id) {
    UUID tenant = caller.tenant();
    String by = caller.login();
    Instant now = now();
    Set<UUID> members =
        transactions.inTenant(
            tenant,
            connection -> {
              UUID holder =
                  ThreadReader.of(connection, id)
                      .orElseThrow(() -> ApiException.notFound("customer", id))
                      .customerId();
              AuditLog.append(
                  connection,
                  tenant,
                  now,
                  new AuditLog.Act(by, "customer-exported", "customer", holder, Map.of(), null));
              return ErasureStore.members(connection, holder);
            });
    StreamingOutput body =
        out ->
            transactions.inTenant(
                tenant,
                connection -> {
                  Export.write(connection, members, now, out);
                  return true;
                });
    return Response.ok(body)
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"customer-" + id + ".json\"")
        .build();
  }

  @POST
  @Path("/erasure")
  @RolesAllowed(Role.ADMIN)
  @Operation(
      summary = "Forgets the customer for good",
      description =
          "Names, addresses, texts, attachments and raw payloads are erased, of those who were"
              + " merged into the customer too; figures stay as they are. 409 while a ticket of"
              + " theirs is not solved.")
  public Response erase(
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable Erase sent) {
    String why = sent == null ? null : sent.reason();
    String reason = why == null || why.isBlank() ? null : Sent.value("reason", why, MAX_REASON);
    String by = caller.login();
    return Answers.respond(
        creates.once(
            key,
            "erase/" + id,
            (connection, tenant) ->
                answers.of(
                    OK,
                    new Erasure(outbox, envelopes)
                        .erase(connection, tenant, id, by, reason, now()))));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** Why the customer is forgotten, for the audit log. */
  public record Erase(@Nullable String reason) {}
}
