package io.threadline.conversation.handover;

import io.threadline.conversation.customer.CustomerReader;
import io.threadline.conversation.customer.CustomerView;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.promise.PromiseView;
import io.threadline.conversation.ticket.TicketFilter;
import io.threadline.conversation.ticket.TicketView;
import io.threadline.conversation.timeline.MessageView;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The whole relationship at a glance. */
@Path("/api/tickets/{id}/handover")
@Tag(name = "tickets")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class HandoverResource {
  private static final int NOTES = 20;
  private static final int TICKETS = 10;

  /** The last messages of agents only: a thread may be years long. */
  private static final String AGENTS =
      """
      SELECT author, count(*) AS messages, max(received_at) AS last_at FROM (
        SELECT author, received_at FROM message
        WHERE conversation_id = ? AND author_kind = 'agent' AND author IS NOT NULL
        ORDER BY seq DESC LIMIT 500) AS m
      GROUP BY author ORDER BY last_at DESC LIMIT 10
      """;

  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(
      summary = "What whoever takes the ticket over needs to know",
      description =
          "The customer, who served them last, the newest notes, the promises that are still to be "
              + "kept, and their last tickets.")
  public Handover get(@PathParam("id") UUID id) {
    return transactions.inTenant(caller.tenant(), connection -> read(connection, id));
  }

  private Handover read(Connection connection, UUID id) throws SQLException {
    TicketView ticket = TicketView.find(connection, id, caller.login());
    UUID customer = ticket.customerId();
    CustomerView profile =
        CustomerReader.byIds(connection, List.of(customer)).stream()
            .findFirst()
            .orElseThrow(() -> ApiException.notFound("customer", customer));
    List<TicketView> others =
        TicketFilter.ofCustomer(customer).list(connection, caller.login(), TICKETS + 1).stream()
            .filter(other -> !other.id().equals(id))
            .limit(TICKETS)
            .toList();
    return new Handover(
        ticket,
        profile,
        Sql.list(
            connection,
            AGENTS,
            row ->
                new LastAgent(
                    Columns.text(row, "author"),
                    row.getInt("messages"),
                    Columns.instant(row, "last_at")),
            ticket.conversationId()),
        ThreadReader.lastNotes(connection, ticket.conversationId(), NOTES),
        PromiseView.openOfCustomer(connection, customer),
        others);
  }

  /**
   * What is known.
   *
   * @param lastAgents who wrote to the customer, the last one first
   * @param notes the newest ones, newest first
   * @param promises that are still to be kept, the next one due first
   * @param tickets the customer's other ones, newest first
   */
  public record Handover(
      TicketView ticket,
      CustomerView customer,
      List<LastAgent> lastAgents,
      List<MessageView> notes,
      List<PromiseView> promises,
      List<TicketView> tickets) {}

  /**
   * An agent who wrote in the thread.
   *
   * @param messages how many of the last 500 that agents wrote
   */
  public record LastAgent(String agent, int messages, Instant lastAt) {}
}
