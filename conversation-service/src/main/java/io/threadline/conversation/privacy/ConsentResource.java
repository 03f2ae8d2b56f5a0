package io.threadline.conversation.privacy;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.conversation.customer.CustomerReader;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.id.Ids;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What customers agreed to. */
@Path("/api/customers/{id}/consents")
@Tag(name = "privacy")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class ConsentResource {
  private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** Of customers who were merged, a refusal of either counts. */
  private static final String LATEST =
      """
      WITH RECURSIVE one AS (
        SELECT id FROM customer WHERE id = ?
        UNION ALL
        SELECT c.id FROM one JOIN customer AS c ON c.merged_into = one.id
      ), latest AS (
        SELECT DISTINCT ON (customer_id, purpose) * FROM consent
        WHERE customer_id IN (SELECT id FROM one) ORDER BY customer_id, purpose, id DESC
      )
      SELECT DISTINCT ON (purpose) * FROM latest ORDER BY purpose, granted, id DESC
      """;

  private static final String RECORD =
      """
      WITH changed AS (UPDATE customer SET version = version + 1 WHERE id = ?)
      INSERT INTO consent (id, tenant_id, customer_id, purpose, granted, source, recorded_by,
        recorded_at)
      VALUES (?, threadline_tenant(), ?, ?, ?, ?, ?, ?)
      """;

  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(
      summary = "What the customer agreed to or refused, by purpose",
      description =
          "The newest decision counts; of customers who were merged, a refusal of either. What was "
              + "never asked is not listed, and is not agreed to.")
  public List<Consent> list(@PathParam("id") UUID id) {
    return transactions.inTenant(caller.tenant(), connection -> latest(connection, id));
  }

  @PUT
  @Path("/{purpose}")
  @Operation(
      summary = "Records what the customer agreed to or refused; needs the customer's If-Match",
      description = "Earlier decisions are kept. purpose as newsletter or birthday-greetings.")
  public List<Consent> record(
      @PathParam("id") UUID id,
      @PathParam("purpose") String purpose,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable Decision sent) {
    UUID tenant = caller.tenant();
    Consent consent = consent(purpose, sent);
    return transactions.inTenant(
        tenant,
        connection -> {
          UUID holder = holder(connection, id);
          EntityVersion.require(ifMatch, CustomerReader.version(connection, holder));
          insert(connection, consent, holder);
          AuditLog.append(connection, tenant, consent.recordedAt(), act(holder, consent));
          return latest(connection, holder);
        });
  }

  private Consent consent(String purpose, @Nullable Decision sent) {
    Decision decision = Sent.body(sent);
    if (!PURPOSE.matcher(purpose).matches()) {
      throw ApiException.invalid("purpose", purpose, "send a word as newsletter");
    }
    Boolean granted = decision.granted();
    if (granted == null) {
      throw ApiException.invalid("granted", null, "send true or false");
    }
    String source = Sent.value("source", decision.source(), 100);
    return new Consent(purpose, granted, source, caller.login(), Instant.now());
  }

  private static AuditLog.Act act(UUID customer, Consent consent) {
    Map<String, ?> detail = Map.of("purpose", consent.purpose(), "granted", consent.granted());
    return new AuditLog.Act(
        consent.recordedBy(), "consent-recorded", "customer", customer, detail, null);
  }

  private static void insert(Connection connection, Consent consent, UUID customer)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
      insert.setObject(1, customer);
      insert.setObject(2, Ids.next());
      insert.setObject(3, customer);
      insert.setString(4, consent.purpose());
      insert.setBoolean(5, consent.granted());
      insert.setString(6, consent.source());
      insert.setString(7, consent.recordedBy());
      insert.setObject(8, consent.recordedAt().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  private static List<Consent> latest(Connection connection, UUID customer) throws SQLException {
    List<Consent> consents = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LATEST)) {
      select.setObject(1, holder(connection, customer));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          consents.add(
              new Consent(
                  Columns.text(rows, "purpose"),
                  rows.getBoolean("granted"),
                  Columns.text(rows, "source"),
                  Columns.text(rows, "recorded_by"),
                  Columns.instant(rows, "recorded_at")));
        }
      }
    }
    return consents;
  }

  private static UUID holder(Connection connection, UUID customer) throws SQLException {
    return ThreadReader.of(connection, customer)
        .orElseThrow(() -> ApiException.notFound("customer", customer))
        .customerId();
  }

  /**
   * A decision of a customer's.
   *
   * @param source how they said so, as {@code web form} or {@code on the phone}
   */
  public record Consent(
      String purpose, boolean granted, String source, String recordedBy, Instant recordedAt) {}

  /** A decision to record. */
  public record Decision(@Nullable Boolean granted, @Nullable String source) {}
}
