package io.threadline.conversation.customer;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.timeline.ThreadReader;
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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Customers: finding them, their profile, their addresses. */
@Path("/api/customers")
@Tag(name = "customers")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class CustomerResource {
  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject Identities identities;
  @Inject Profiles profiles;

  @GET
  @Operation(
      summary = "Customers, newest first",
      description = "With address, whoever it belongs to: any channel, any spelling.")
  public Page<CustomerView> list(
      @QueryParam("address") @Nullable String address,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor place = new Cursor("customers/" + address);
    UUID before = place.keys(cursor, 1).map(keys -> UUID.fromString(keys.getFirst())).orElse(null);
    int size = Cursor.limit(limit);
    List<CustomerView> rows =
        transactions.inTenant(
            caller.tenant(),
            connection ->
                address == null
                    ? CustomerReader.all(connection, before, size + 1)
                    : CustomerReader.byAddress(
                        connection, Sent.value("address", address, 320), before, size + 1));
    return Page.of(rows, size, customer -> place.after(customer.id()));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One customer; the ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return respond(transactions.inTenant(caller.tenant(), connection -> find(connection, id)));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      summary = "Changes the profile; needs If-Match",
      description = "displayName, birthDate (as 1980-12-31), or both; what is not sent stays.")
  public Response patch(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable ProfilePatch sent) {
    return respond(profiles.change(id, ifMatch, sent));
  }

  @POST
  @Path("/{id}/identities")
  @Operation(
      summary = "Attaches an address to the customer, on the agent's word",
      description =
          "409 if it belongs to another customer already, whom customerId then names: merge the two"
              + " if they are one person, or send that id as takeFrom if the address has changed"
              + " hands. Then the other customer keeps what was written by it.")
  public Response attach(
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable NewIdentity identity) {
    return Answers.respond(identities.attach(id, key, identity));
  }

  @DELETE
  @Path("/{id}/identities")
  @Operation(
      summary = "Detaches an address from the customer; needs If-Match",
      description =
          "On all channels that use it. What was written by it stays in the thread; whoever writes "
              + "by it next is another customer.")
  public Response detach(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @QueryParam("channel") @Nullable String channel,
      @QueryParam("address") @Nullable String address,
      @QueryParam("reason") @Nullable String reason) {
    identities.detach(
        id,
        ifMatch,
        Sent.value("channel", channel, 32),
        Sent.value("address", address, 320),
        reason == null || reason.isBlank() ? null : Sent.value("reason", reason, 500));
    return get(id);
  }

  @GET
  @Path("/{id}/identities/former")
  @Operation(summary = "Addresses that were the customer's, with from when to when")
  public Page<FormerIdentity> former(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor place = new Cursor("former/" + id);
    UUID before = place.keys(cursor, 1).map(keys -> UUID.fromString(keys.getFirst())).orElse(null);
    int size = Cursor.limit(limit);
    List<FormerIdentity> rows =
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              find(connection, id);
              return IdentityStore.former(connection, id, before, size + 1);
            });
    return Page.of(rows, size, former -> place.after(former.id()));
  }

  /** A customer who was merged into another is shown as that one. */
  static CustomerView find(Connection connection, UUID id) throws SQLException {
    UUID holder =
        ThreadReader.of(connection, id)
            .orElseThrow(() -> ApiException.notFound("customer", id))
            .customerId();
    return CustomerReader.byIds(connection, List.of(holder)).getFirst();
  }

  private static Response respond(CustomerView customer) {
    return Response.ok(customer)
        .header(HttpHeaders.ETAG, EntityVersion.tag(customer.version()))
        .build();
  }

  /**
   * An address to attach, in any spelling.
   *
   * @param takeFrom the customer whose it was, if it has changed hands
   */
  public record NewIdentity(
      @Nullable String channel, @Nullable String address, @Nullable String takeFrom) {}

  /**
   * What changes of a profile.
   *
   * @param birthDate as {@code 1980-12-31}
   */
  public record ProfilePatch(@Nullable String displayName, @Nullable String birthDate) {}
}
