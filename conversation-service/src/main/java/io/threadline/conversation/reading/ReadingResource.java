package io.threadline.conversation.reading;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's unread divider in a thread. */
@Path("/api/customers/{id}/conversation/read")
@Tag(name = "customers")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class ReadingResource {
  private static final String STATE =
      """
      SELECT c.last_seq, (SELECT count(*) FROM (SELECT 1 FROM message AS m
          WHERE m.conversation_id = c.id AND m.seq > ? AND m.direction = 'inbound' LIMIT 100) AS u)
        AS unread
      FROM conversation AS c WHERE c.id = ?
      """;

  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(summary = "Up to where the caller has read, and how much is new (100 at most)")
  public ReadState get(@PathParam("id") UUID customer) {
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          UUID conversation = conversation(connection, customer);
          return state(
              connection, conversation, ReadMarks.get(connection, caller.login(), conversation));
        });
  }

  @PUT
  @Operation(
      summary = "Sets up to where the caller has read",
      description = "A lower seq marks what follows it as unread again; 0 all of it.")
  public ReadState set(@PathParam("id") UUID customer, @Nullable Mark sent) {
    Long seq = Sent.body(sent).seq();
    if (seq == null || seq < 0) {
      throw ApiException.invalid("seq", seq, "send the place of the last message that was read");
    }
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          UUID conversation = conversation(connection, customer);
          ReadState state = state(connection, conversation, seq);
          if (seq > state.lastSeq()) {
            throw ApiException.invalid(
                "seq", seq, "the newest message of the thread is " + state.lastSeq());
          }
          ReadMarks.set(connection, caller.login(), conversation, seq);
          return state;
        });
  }

  private static UUID conversation(Connection connection, UUID customer) throws SQLException {
    return ThreadReader.of(connection, customer)
        .map(ThreadReader.Thread::id)
        .orElseThrow(() -> ApiException.notFound("customer", customer));
  }

  private static ReadState state(Connection connection, UUID conversation, long seq)
      throws SQLException {
    return Sql.first(
            connection,
            STATE,
            row -> new ReadState(seq, row.getLong("last_seq"), row.getInt("unread")),
            seq,
            conversation)
        .orElseThrow(() -> ApiException.notFound("conversation", conversation));
  }

  /** A place of the thread. */
  public record Mark(@Nullable Long seq) {}

  /**
   * How far the caller is.
   *
   * @param seq the last message that was read; 0 for none
   * @param lastSeq the newest message of the thread
   * @param unread how many messages of the customer follow seq, 100 at most
   */
  public record ReadState(long seq, long lastSeq, int unread) {}
}
