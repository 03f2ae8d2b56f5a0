package io.threadline.conversation.audit;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.audit.AuditReader.Filter;
import io.threadline.conversation.audit.AuditReader.Verification;
import io.threadline.conversation.core.audit.AuditChain.Anchor;
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
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log. */
@Path("/api/audit")
@Tag(name = "audit")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class AuditResource {
  private static final Pattern ANCHOR = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(
      summary = "Who did what to whom, newest first",
      description = "Filters combine: subject is the id of what was acted on.")
  public Page<AuditView> list(
      @QueryParam("subject") @Nullable String subject,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("action") @Nullable String action,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    UUID id = subject == null ? null : Sent.id("subject", subject);
    Filter filter = new Filter(id, optional("actor", actor), optional("action", action));
    Cursor place = new Cursor("audit/" + filter);
    Long before = place.keys(cursor, 1).map(keys -> Long.valueOf(keys.getFirst())).orElse(null);
    int size = Cursor.limit(limit);
    List<AuditView> rows =
        transactions.inTenant(
            caller.tenant(), connection -> AuditReader.list(connection, filter, before, size + 1));
    return Page.of(rows, size, entry -> place.after(entry.number()));
  }

  @GET
  @Path("/verification")
  @Operation(
      summary = "Checks the whole log: edited, deleted, reordered and cut entries are found",
      description =
          "head is the newest entry. Note it down elsewhere and send it as anchor=NUMBER:HASH later: "
              + "then even a log that was cut together with its head is found out.")
  public Verification verify(@QueryParam("anchor") @Nullable String anchor) {
    Anchor known = anchor == null ? null : anchor(anchor);
    return transactions.inTenant(
        caller.tenant(), connection -> AuditReader.verify(connection, known));
  }

  private static Anchor anchor(String anchor) {
    Matcher matcher = ANCHOR.matcher(anchor);
    if (!matcher.matches()) {
      throw ApiException.invalid("anchor", anchor, "send NUMBER:HASH of an entry");
    }
    return new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  private static @Nullable String optional(String field, @Nullable String value) {
    return value == null || value.isBlank() ? null : Sent.value(field, value, 200);
  }
}
