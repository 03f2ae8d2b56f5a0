package io.threadline.conversation.viewing;

import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who looks at a thread right now. */
@Path("/api/customers/{id}/conversation/viewers")
@Tag(name = "customers")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class ViewerResource {
  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject Viewers viewers;

  @GET
  @Operation(
      summary = "Who looks at the thread right now, and who is typing",
      description = "/ws/agent tells the same as it changes to whoever looks too.")
  public Page<Viewer> list(@PathParam("id") UUID customer) {
    UUID conversation =
        transactions.inTenant(
            caller.tenant(),
            connection ->
                ThreadReader.of(connection, customer)
                    .map(ThreadReader.Thread::id)
                    .orElseThrow(() -> ApiException.notFound("customer", customer)));
    return new Page<>(viewers.of(caller.tenant(), conversation), null);
  }
}
