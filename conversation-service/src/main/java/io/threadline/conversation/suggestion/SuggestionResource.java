package io.threadline.conversation.suggestion;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.conversation.customer.CustomerReader;
import io.threadline.conversation.customer.CustomerView;
import io.threadline.conversation.identity.Merges;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Customers who may be one person: an agent decides. */
@Path("/api/customers/{id}/suggestions")
@Tag(name = "customers")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class SuggestionResource {
  private static final int CREATED = 201;
  private static final int MAX_REASON = 500;

  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;

  @GET
  @Operation(
      summary = "Customers who may be the same person, the likeliest first",
      description =
          "Each with the reasons in words. Nothing is merged by itself: accept or dismiss it. A "
              + "suggestion appears seconds after something about the customer has changed.")
  public Page<SuggestionView> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    Cursor place = new Cursor("suggestions/" + id);
    int from = place.keys(cursor, 1).map(keys -> Integer.parseInt(keys.getFirst())).orElse(0);
    int size = Cursor.limit(limit);
    List<SuggestionView> rows =
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              UUID holder = holder(connection, id);
              return shown(connection, SuggestionStore.list(connection, holder, from, size + 1));
            });
    return Page.of(rows, size, _ -> place.after(from + size));
  }

  private static List<SuggestionView> shown(Connection connection, List<SuggestionStore.Row> rows)
      throws SQLException {
    Map<UUID, CustomerView> customers = new HashMap<>();
    List<UUID> ids = rows.stream().map(SuggestionStore.Row::other).toList();
    CustomerReader.byIds(connection, ids).forEach(each -> customers.put(each.id(), each));
    List<SuggestionView> shown = new ArrayList<>();
    for (SuggestionStore.Row row : rows) {
      CustomerView customer = customers.get(row.other());
      if (customer != null) {
        shown.add(new SuggestionView(customer, row.bits(), row.reasons(), row.suggestedAt()));
      }
    }
    return shown;
  }

  @POST
  @Path("/{other}/accept")
  @Operation(
      summary = "They are one person: merges the other customer into this one",
      description =
          "The merge is answered, and can be undone. 404 if there is no such suggestion, or if it "
              + "was decided already.")
  public Response accept(
      @PathParam("id") UUID id,
      @PathParam("other") UUID other,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable Decision sent) {
    String reason = reason(sent);
    String agent = caller.login();
    return Answers.respond(
        creates.once(
            key,
            "accept/" + id + '/' + other,
            (connection, tenant) -> {
              Instant now = now();
              decide(connection, id, other, "accepted", agent, now);
              Merges.Wish wish = new Merges.Wish(Ids.next(), id, other, agent, reason, now);
              return answers.of(
                  CREATED, new Merges(outbox, envelopes).merge(connection, tenant, wish));
            }));
  }

  @POST
  @Path("/{other}/dismiss")
  @Operation(
      summary = "They are two: the pair is not suggested again",
      description = "404 if there is no such suggestion, or if it was decided already.")
  public Response dismiss(
      @PathParam("id") UUID id, @PathParam("other") UUID other, @Nullable Decision sent) {
    String reason = reason(sent);
    String agent = caller.login();
    UUID tenant = caller.tenant();
    transactions.inTenant(
        tenant,
        connection -> {
          Instant now = now();
          decide(connection, id, other, "dismissed", agent, now);
          Map<String, ?> detail = Map.of("otherCustomerId", other);
          AuditLog.append(
              connection,
              tenant,
              now,
              new AuditLog.Act(agent, "suggestion-dismissed", "customer", id, detail, reason));
          return true;
        });
    return Response.noContent().build();
  }

  private static void decide(
      Connection connection, UUID id, UUID other, String state, String agent, Instant now)
      throws SQLException {
    holder(connection, id);
    if (!SuggestionStore.decide(connection, id, other, state, agent, now)) {
      throw ApiException.notFound("suggestion", id + "/" + other);
    }
  }

  private static UUID holder(Connection connection, UUID customer) throws SQLException {
    return ThreadReader.of(connection, customer)
        .orElseThrow(() -> ApiException.notFound("customer", customer))
        .customerId();
  }

  private static @Nullable String reason(@Nullable Decision sent) {
    String reason = sent == null ? null : sent.reason();
    return reason == null || reason.isBlank() ? null : Sent.value("reason", reason, MAX_REASON);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** Why an agent decides so, for the audit log. */
  public record Decision(@Nullable String reason) {}
}
