package io.threadline.conversation.webhook;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Outgoing webhooks and the log of their calls. */
@Path("/api/webhooks")
@Tag(name = "webhooks")
@RolesAllowed({Role.ADMIN, Role.INTEGRATION})
public class WebhookResource {
  private static final int ACCEPTED = 202;
  private static final int MOST = 50;
  private static final Set<String> STATES = Set.of("waiting", "delivered", "failed");

  private static final String LOG =
      """
      SELECT * FROM webhook_delivery WHERE webhook_id = ? AND (?::text IS NULL OR state = ?::text)
        AND (?::uuid IS NULL OR id < ?::uuid)
      ORDER BY id DESC LIMIT ?
      """;

  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject Webhooks webhooks;

  @GET
  @Operation(summary = "The webhooks")
  public Page<WebhookView> list() {
    return new Page<>(
        transactions.inTenant(
            caller.tenant(),
            connection ->
                Sql.list(
                    connection,
                    "SELECT * FROM webhook ORDER BY id LIMIT ?",
                    WebhookView::read,
                    MOST)),
        null);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One webhook; its ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return respond(
        transactions.inTenant(caller.tenant(), connection -> WebhookView.find(connection, id)));
  }

  @POST
  @Operation(
      summary = "Sets a webhook up",
      description =
          "The answer has its secret, which is not shown again. Calls carry Threadline-Delivery, "
              + "Threadline-Event, Threadline-Timestamp (seconds) and Threadline-Signature: v1= and "
              + "the HMAC-SHA256 of timestamp, dot and body in hex. Anything but a 2xx within 10 s is "
              + "tried again for two days. A call may come twice, under the same id, and calls may "
              + "come in another order than their events.")
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable WebhookBody sent) {
    return Answers.respond(webhooks.create(key, Sent.body(sent)));
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Replaces a webhook's settings; needs If-Match. Its secret stays")
  public Response replace(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable WebhookBody sent) {
    return respond(webhooks.replace(id, ifMatch, Sent.body(sent)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes a webhook and its log; needs If-Match")
  public Response remove(
      @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    webhooks.remove(id, ifMatch);
    return Response.noContent().build();
  }

  @POST
  @Path("/{id}/secret")
  @Operation(summary = "Gives a webhook a new secret, used from the next call on; needs If-Match")
  public Webhooks.Created secret(
      @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    return webhooks.newSecret(id, ifMatch);
  }

  @POST
  @Path("/{id}/ping")
  @Operation(summary = "Makes a call that tells nothing; see its outcome in the log")
  public Response ping(@PathParam("id") UUID id) {
    return Response.status(ACCEPTED).entity(new Pinged(webhooks.ping(id))).build();
  }

  @GET
  @Path("/{id}/deliveries")
  @Operation(
      summary = "The log of a webhook's calls, newest first",
      description = "state is waiting, delivered or failed. Kept for 30 days.")
  public Page<DeliveryView> deliveries(
      @PathParam("id") UUID id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    if (state != null && !STATES.contains(state)) {
      throw ApiException.invalid("state", state, "send one of waiting, delivered, failed");
    }
    Cursor place = new Cursor("deliveries/" + id + '/' + state);
    UUID before = place.keys(cursor, 1).map(keys -> UUID.fromString(keys.getFirst())).orElse(null);
    int size = Cursor.limit(limit);
    List<DeliveryView> rows =
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              UUID known = WebhookView.find(connection, id).id();
              return Sql.list(
                  connection,
                  LOG,
                  DeliveryView::read,
                  known,
                  state,
                  state,
                  before,
                  before,
                  size + 1);
            });
    return Page.of(rows, size, row -> place.after(row.id()));
  }

  @POST
  @Path("/{id}/deliveries/{delivery}/replay")
  @Operation(summary = "Makes a call again, as it was")
  public Response replay(@PathParam("id") UUID id, @PathParam("delivery") UUID delivery) {
    return Response.status(ACCEPTED)
        .entity(new Replayed(webhooks.replay(id, delivery, null)))
        .build();
  }

  @POST
  @Path("/{id}/replay-failed")
  @Operation(summary = "Makes the calls again that were given up since a time, 1,000 at most")
  public Response replayFailed(@PathParam("id") UUID id, @Nullable Since sent) {
    Instant since = sent == null ? null : sent.since();
    return Response.status(ACCEPTED).entity(new Replayed(webhooks.replay(id, null, since))).build();
  }

  private static Response respond(WebhookView webhook) {
    return Response.ok(webhook)
        .header(HttpHeaders.ETAG, EntityVersion.tag(webhook.version()))
        .build();
  }

  /**
   * A webhook as it is sent.
   *
   * @param events names of events of the topic conversation.events, or {@code *} for all
   * @param enabled true unless it says otherwise
   */
  public record WebhookBody(
      @Nullable String url,
      @Nullable String description,
      @Nullable List<String> events,
      @Nullable Boolean enabled) {}

  /** Since when. */
  public record Since(@Nullable Instant since) {}

  /** The call that was made. */
  public record Pinged(UUID deliveryId) {}

  /** How many calls are made again. */
  public record Replayed(int replayed) {}
}
