package io.threadline.ingest.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.threadline.contracts.Channel;
import io.threadline.ingest.suppression.Suppression;
import io.threadline.ingest.suppression.Suppressions;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Addresses that nothing is sent to: mail to them bounced for good, or they called it spam. */
@Path("/api/channels/suppressions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.SUPERVISOR})
@RunOnVirtualThread
public class SuppressionResource {
  private static final Cursor CURSOR = new Cursor("/api/channels/suppressions");

  private final JdbcTransactions transactions;
  private final Caller caller;

  public SuppressionResource(JdbcTransactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /**
   * In the order of channel and address.
   *
   * @param address only this one, in any spelling
   */
  @GET
  public Page<Suppression> list(
      @QueryParam("address") @Nullable String address,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    List<String> after = CURSOR.keys(cursor, 2).orElse(List.of("", ""));
    int bounded = Cursor.limit(limit);
    String wanted = address == null ? null : Addresses.comparable(Channel.EMAIL, address, null);
    List<Suppression> found =
        transactions.inTenant(
            caller.tenant(),
            c -> Suppressions.list(c, after.getFirst(), after.getLast(), wanted, bounded + 1));
    return Page.of(found, bounded, last -> CURSOR.after(last.channel(), last.address()));
  }

  /** Allows an address again: its owner has repaired the mailbox, or wants our mail after all. */
  @DELETE
  @Path("{address}")
  public void remove(
      @PathParam("address") String address,
      @QueryParam("channel") @DefaultValue("email") String channel) {
    UUID tenant = caller.tenant();
    Channel of = channel(channel);
    String wanted = Addresses.comparable(of, address, null);
    if (!transactions.inTenant(tenant, c -> Suppressions.remove(c, tenant, of, wanted))) {
      throw ApiException.notFound("suppressed address", wanted);
    }
  }

  private static Channel channel(String name) {
    try {
      return Channel.of(name);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid("channel", name, "send a name as email");
    }
  }
}
