package io.threadline.conversation.identity;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Merging customers and undoing it. */
@Path("/api/customers/{id}/merges")
@Tag(name = "customers")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class MergeResource {
  private static final int CREATED = 201;
  private static final int MAX_REASON = 500;

  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;

  @POST
  @Operation(
      summary = "Merges another customer into this one",
      description =
          "Both threads become one, in the order in which the messages were accepted; tickets and "
              + "addresses go along. Messages get new numbers: read the thread again. 404 if one of "
              + "the two is not there, 409 if one has been merged into somebody else already, which "
              + "customerId then names. It can be undone at any time.")
  public Response merge(
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable NewMerge sent) {
    NewMerge body = Sent.body(sent);
    UUID other = Sent.id("customerId", Sent.value("customerId", body.customerId(), 36));
    String reason = reason(body.reason());
    String agent = caller.login();
    return Answers.respond(
        creates.once(
            key,
            "merge/" + id + '/' + body,
            (connection, tenant) ->
                answers.of(
                    CREATED,
                    new Merges(outbox, envelopes)
                        .merge(
                            connection,
                            tenant,
                            new Merges.Wish(Ids.next(), id, other, agent, reason, now())))));
  }

  @GET
  @Operation(summary = "Merges that the customer was part of, newest first")
  public Page<MergeView> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor place = new Cursor("merges/" + id);
    UUID before = place.keys(cursor, 1).map(keys -> UUID.fromString(keys.getFirst())).orElse(null);
    int size = Cursor.limit(limit);
    List<MergeView> rows =
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              if (MergeStore.standing(connection, List.of(id)).isEmpty()) {
                throw ApiException.notFound("customer", id);
              }
              return MergeStore.list(connection, id, before, size + 1);
            });
    return Page.of(rows, size, merge -> place.after(merge.id()));
  }

  @POST
  @Path("/{merge}/undo")
  @Operation(
      summary = "Undoes a merge; undoing it twice changes nothing",
      description =
          "Both customers have their threads as they were. What came in between goes to whom its "
              + "address belongs; where that leaves a customer without a ticket for an open "
              + "request, a ticket is opened. Messages get new numbers: read both threads again.")
  public MergeView undo(
      @PathParam("id") UUID id, @PathParam("merge") UUID merge, @Nullable Undo sent) {
    String reason = sent == null ? null : reason(sent.reason());
    UUID tenant = caller.tenant();
    String agent = caller.login();
    return transactions.inTenant(
        tenant,
        connection ->
            new Unmerges(outbox, envelopes)
                .unmerge(connection, tenant, new Unmerges.Wish(merge, id, agent, reason, now())));
  }

  private static @Nullable String reason(@Nullable String reason) {
    return reason == null || reason.isBlank() ? null : Sent.value("reason", reason, MAX_REASON);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * A merge to make.
   *
   * @param customerId who is absorbed
   * @param reason why, for the audit log
   */
  public record NewMerge(@Nullable String customerId, @Nullable String reason) {}

  /** Why a merge is undone, for the audit log. */
  public record Undo(@Nullable String reason) {}
}
