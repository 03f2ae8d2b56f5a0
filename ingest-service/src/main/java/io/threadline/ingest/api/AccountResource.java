package io.threadline.ingest.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.threadline.platform.idempotency.IdempotencyKeys;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channel accounts, for administrators. */
@Path("/api/channels/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
@RunOnVirtualThread
public class AccountResource {
  private final Accounts accounts;
  private final Caller caller;

  public AccountResource(Accounts accounts, Caller caller) {
    this.accounts = accounts;
    this.caller = caller;
  }

  @POST
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key, AccountRequest request) {
    IdempotencyKeys.Answer answer = accounts.create(caller.tenant(), key, request);
    return Response.status(answer.status()).entity(answer.body()).build();
  }

  @GET
  public Page<AccountView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    return accounts.list(caller.tenant(), cursor, Cursor.limit(limit));
  }

  @GET
  @Path("{id}")
  public Response get(@PathParam("id") UUID id) {
    return tagged(accounts.get(caller.tenant(), id));
  }

  @PUT
  @Path("{id}")
  public Response change(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") @Nullable String version,
      AccountRequest request) {
    return tagged(accounts.change(caller.tenant(), id, version(version), request));
  }

  @DELETE
  @Path("{id}")
  public void remove(@PathParam("id") UUID id) {
    accounts.remove(caller.tenant(), id);
  }

  private static Response tagged(AccountView account) {
    return Response.ok(account).tag(new EntityTag(Long.toString(account.version()))).build();
  }

  private static long version(@Nullable String header) {
    if (header == null) {
      throw new ApiException(
          ErrorCode.VERSION_REQUIRED, "send the account's ETag as If-Match, as \"0\"");
    }
    try {
      return Long.parseLong(header.replace("W/", "").replace("\"", "").strip());
    } catch (NumberFormatException _) {
      throw ApiException.invalid("If-Match", header, "send the ETag that the account had");
    }
  }
}
