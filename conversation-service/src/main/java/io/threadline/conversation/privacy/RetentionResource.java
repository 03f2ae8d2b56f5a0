package io.threadline.conversation.privacy;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For how long the tenant keeps what was written. */
@Path("/api/privacy/retention")
@Tag(name = "privacy")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class RetentionResource {
  private static final int MAX_DAYS = 36_500;

  private static final String READ =
      "SELECT message_days, version FROM retention_policy WHERE tenant_id = threadline_tenant()";

  /** A longer time brings nothing back; a shorter one is applied at once. */
  private static final String WRITE =
      """
      INSERT INTO retention_policy (tenant_id, message_days) VALUES (threadline_tenant(), ?)
      ON CONFLICT (tenant_id) DO UPDATE SET message_days = excluded.message_days, due_at = now(),
        version = retention_policy.version + 1
      """;

  @Inject Transactions transactions;
  @Inject Caller caller;

  /**
   * A tenant's retention.
   *
   * @param messageDays after how many days what was written is erased, once its ticket is over;
   *     null for never
   */
  public record Policy(@Nullable Integer messageDays) {}

  private record Stored(Policy policy, long version) {}

  @GET
  @Operation(summary = "For how long messages are kept; the ETag goes into If-Match of a change")
  public Response get() {
    return respond(transactions.inTenant(caller.tenant(), RetentionResource::read));
  }

  @PUT
  @RolesAllowed(Role.ADMIN)
  @Operation(
      summary = "Sets for how long messages are kept; needs If-Match",
      description =
          "Every night, texts, subjects and attachments of older messages are erased, here and in "
              + "the vault, unless their ticket is unsolved. Without messageDays they are kept.")
  public Response put(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Nullable Policy sent) {
    Integer days = Sent.body(sent).messageDays();
    if (days != null && (days < 1 || days > MAX_DAYS)) {
      throw ApiException.invalid("messageDays", days, "send 1 to " + MAX_DAYS + ", or null");
    }
    UUID tenant = caller.tenant();
    String by = caller.login();
    return respond(
        transactions.inTenant(
            tenant,
            connection -> {
              EntityVersion.require(ifMatch, read(connection).version());
              try (PreparedStatement write = connection.prepareStatement(WRITE)) {
                write.setObject(1, days);
                write.executeUpdate();
              }
              Map<String, @Nullable Object> detail = new HashMap<>();
              detail.put("messageDays", days);
              AuditLog.append(
                  connection,
                  tenant,
                  Instant.now(),
                  new AuditLog.Act(by, "retention-changed", "tenant", tenant, detail, null));
              return read(connection);
            }));
  }

  private static Stored read(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(READ);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new Stored(
              new Policy(row.getObject("message_days", Integer.class)), row.getLong("version") + 1)
          : new Stored(new Policy(null), 0);
    }
  }

  private static Response respond(Stored stored) {
    return Response.ok(stored.policy())
        .header(HttpHeaders.ETAG, EntityVersion.tag(stored.version()))
        .build();
  }
}
