package io.threadline.conversation.timeline;

import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The thread of a customer. */
@Path("/api/customers/{id}/conversation")
@Tag(name = "customers")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class ThreadResource {
  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(
      summary = "The thread, over all channels, oldest message first",
      description =
          "Continue with nextCursor, or begin after a known message with afterSeq. A customer who "
              + "was merged into another has that one's thread. A merge and its undoing give "
              + "messages new numbers: cursors from before are refused with 400 invalid-cursor.")
  public Page<MessageView> thread(
      @PathParam("id") UUID customer,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("afterSeq") @DefaultValue("0") long afterSeq,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    int size = Cursor.limit(limit);
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          ThreadReader.Thread thread =
              ThreadReader.of(connection, customer)
                  .orElseThrow(() -> ApiException.notFound("customer", customer));
          Cursor place = new Cursor("thread/" + thread.id() + '/' + thread.epoch());
          long after =
              place.keys(cursor, 1).map(keys -> Long.parseLong(keys.getFirst())).orElse(afterSeq);
          List<MessageView> rows = ThreadReader.page(connection, thread.id(), after, size + 1);
          return Page.of(rows, size, message -> place.after(message.seq()));
        });
  }
}
