package io.threadline.conversation.draft;

import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All drafts of the caller: one per thread. */
@Path("/api/drafts")
@Tag(name = "drafts")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class DraftListResource {
  private static final int MOST = 200;

  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(summary = "The caller's drafts, the one saved last first, 200 at most")
  public Page<DraftView> list() {
    return new Page<>(
        transactions.inTenant(
            caller.tenant(), connection -> DraftView.all(connection, caller.login(), MOST)),
        null);
  }
}
