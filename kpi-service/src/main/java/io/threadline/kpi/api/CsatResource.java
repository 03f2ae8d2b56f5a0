package io.threadline.kpi.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.threadline.kpi.core.story.Intake.OfTicket;
import io.threadline.kpi.core.story.Kind;
import io.threadline.kpi.core.story.Moment;
import io.threadline.kpi.projection.Projection;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.idempotency.IdempotencyKeys;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Takes customers' answers to the satisfaction question. */
@Path("/api/kpis/csat-answers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
@RunOnVirtualThread
public class CsatResource {
  private static final int MAX_COMMENT = 4_000;
  private static final String STORE =
      """
      INSERT INTO csat_answer (tenant_id, id, ticket_id, score, comment, recorded_by, answered_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private final Projection projection;
  private final Transactions transactions;
  private final IdempotencyKeys idempotency;
  private final Caller caller;
  private final ObjectMapper json;

  public CsatResource(
      Projection projection,
      Transactions transactions,
      IdempotencyKeys idempotency,
      Caller caller,
      ObjectMapper json) {
    this.projection = projection;
    this.transactions = transactions;
    this.idempotency = idempotency;
    this.caller = caller;
    this.json = json;
  }

  /**
   * An answer as it is sent.
   *
   * @param score 1 (very dissatisfied) to 5 (very satisfied)
   */
  public record NewAnswer(
      @Nullable String ticketId, @Nullable Integer score, @Nullable String comment) {}

  /** An answer as it was taken. */
  public record TakenAnswer(
      UUID id, UUID ticketId, int score, @Nullable String comment, Instant answeredAt) {}

  @POST
  @Operation(summary = "Records an answer; the latest of a ticket counts")
  public Response answer(
      NewAnswer body, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
    TakenAnswer answer = check(body);
    UUID tenant = caller.tenant();
    String login = caller.login();
    String request =
        "csat-answers|" + answer.ticketId() + "|" + answer.score() + "|" + answer.comment();
    Answer reply =
        transactions.inTenant(
            tenant,
            connection ->
                idempotency.once(
                    connection,
                    tenant,
                    idempotencyKey,
                    request,
                    () -> record(connection, tenant, login, answer)));
    return Response.status(reply.status()).entity(reply.body()).build();
  }

  private static TakenAnswer check(@Nullable NewAnswer body) {
    if (body == null || body.ticketId() == null) {
      throw ApiException.invalid("ticketId", null, "send the id of the ticket that is rated");
    }
    if (body.score() == null || body.score() < 1 || body.score() > 5) {
      throw ApiException.invalid("score", body.score(), "send a whole number from 1 to 5");
    }
    String comment = body.comment();
    if (comment != null && comment.length() > MAX_COMMENT) {
      throw ApiException.invalid(
          "comment", comment.length() + " characters", "send at most " + MAX_COMMENT);
    }
    try {
      return new TakenAnswer(
          Ids.next(),
          UUID.fromString(body.ticketId()),
          body.score(),
          comment,
          Instant.now().truncatedTo(ChronoUnit.MICROS));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("ticketId", body.ticketId(), "send a UUID");
    }
  }

  private Answer record(Connection connection, UUID tenant, String login, TakenAnswer answer)
      throws SQLException {
    if (!isKnown(connection, answer.ticketId())) {
      throw ApiException.notFound("ticket", answer.ticketId());
    }
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      store.setObject(1, tenant);
      store.setObject(2, answer.id());
      store.setObject(3, answer.ticketId());
      store.setInt(4, answer.score());
      store.setString(5, answer.comment());
      store.setString(6, login);
      store.setObject(7, answer.answeredAt().atOffset(ZoneOffset.UTC));
      store.executeUpdate();
    }
    Moment moment = Moment.of(answer.id(), answer.answeredAt(), Kind.RATED).rated(answer.score());
    projection.record(
        connection, tenant, List.of(new OfTicket(answer.ticketId(), moment)), List.of());
    try {
      return new Answer(Response.Status.CREATED.getStatusCode(), json.writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is always JSON", e);
    }
  }

  /** Events may be on their way: a ticket that was opened a moment ago can be unknown here. */
  private static boolean isKnown(Connection connection, UUID ticket) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT FROM ticket_fact WHERE ticket_id = ? AND opened_at IS NOT NULL")) {
      find.setObject(1, ticket);
      try (ResultSet row = find.executeQuery()) {
        return row.next();
      }
    }
  }
}
