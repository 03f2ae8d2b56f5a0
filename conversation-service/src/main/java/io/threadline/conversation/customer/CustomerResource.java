package io.threadline.conversation.customer;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Sent;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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
  @Operation(summary = "Changes the profile; needs If-Match")
  public Response patch(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable ProfilePatch sent) {
    String name = Sent.value("displayName", Sent.body(sent).displayName(), 200);
    return respond(
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              CustomerProfile profile = CustomerProfile.findById(id);
              if (profile == null) {
                throw ApiException.notFound("customer", id);
              }
              EntityVersion.require(ifMatch, profile.version);
              profile.displayName = name;
              CustomerProfile.flush();
              return find(connection, id);
            }));
  }

  @POST
  @Path("/{id}/identities")
  @Operation(
      summary = "Attaches an address to the customer, on the agent's word",
      description = "409 if it belongs to another customer already.")
  public Response attach(
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable NewIdentity identity) {
    return Answers.respond(identities.attach(id, key, identity));
  }

  private static CustomerView find(Connection connection, UUID id) throws SQLException {
    return CustomerReader.byIds(connection, List.of(id)).stream()
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("customer", id));
  }

  private static Response respond(CustomerView customer) {
    return Response.ok(customer)
        .header(HttpHeaders.ETAG, EntityVersion.tag(customer.version()))
        .build();
  }

  /** An address to attach, in any spelling. */
  public record NewIdentity(@Nullable String channel, @Nullable String address) {}

  /** What changes of a profile. */
  public record ProfilePatch(@Nullable String displayName) {}
}
