package io.threadline.conversation.identity;

import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.CustomersUnmerged;
import io.threadline.contracts.conversation.TicketOpened;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Storable;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.merge.Unmerging;
import io.threadline.conversation.core.merge.Unmerging.Opening;
import io.threadline.conversation.core.merge.Unmerging.Plan;
import io.threadline.conversation.core.merge.Unmerging.State;
import io.threadline.conversation.identity.MergeStore.Standing;
import io.threadline.conversation.suggestion.SuggestionStore;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Undoes merges, in the caller's transaction: the other direction of {@link Merges}. */
public final class Unmerges {
  private static final String FIRST_TEXT =
      """
      SELECT text FROM message WHERE conversation_id = ? AND ticket_id = ? AND direction = 'inbound'
      ORDER BY seq LIMIT 1
      """;

  private final Outbox outbox;
  private final Envelopes envelopes;

  public Unmerges(Outbox outbox, Envelopes envelopes) {
    this.outbox = outbox;
    this.envelopes = envelopes;
  }

  /**
   * An unmerge that an agent asks for.
   *
   * @param customer one of the two customers of the merge
   * @param by the agent's login name
   */
  public record Wish(UUID merge, UUID customer, String by, @Nullable String reason, Instant at) {}

  /**
   * Undoes a merge; one that is undone stays as it is.
   *
   * @throws ApiException if the customer was part of no such merge
   */
  public MergeView unmerge(Connection connection, UUID tenant, Wish wish) throws SQLException {
    MergeView found = find(connection, wish);
    if (found.unmergedAt() != null) {
      return found;
    }
    UUID root = rootOf(connection, found);
    Map<Address, UUID> addresses = ThreadRows.addresses(connection, Set.of(root));
    Map<UUID, Standing> standing =
        MergeStore.standing(connection, Set.of(root, found.absorbedCustomerId()));
    List<UUID> threads = standing.values().stream().map(Standing::conversationId).toList();
    Map<UUID, Conversation> locked = ConversationStore.lock(connection, threads);
    MergeView merge = find(connection, wish);
    if (merge.unmergedAt() != null) {
      return merge;
    }
    if (!rootOf(connection, merge).equals(root)) {
      throw SqlStates.tryAgain("customer " + root + " was merged in between");
    }
    State state = state(connection, locked, standing, root, merge.absorbedCustomerId(), addresses);
    Plan plan = Unmerging.plan(state, Ids::next);
    MergeView undone = merge.undone(wish.at(), wish.by(), wish.reason());
    write(connection, state, plan, undone);
    publish(connection, tenant, state, plan, undone, wish);
    return undone;
  }

  private static MergeView find(Connection connection, Wish wish) throws SQLException {
    return MergeStore.find(connection, wish.merge())
        .filter(merge ->
            merge.customerId().equals(wish.customer())
                || merge.absorbedCustomerId().equals(wish.customer()))
        .orElseThrow(() -> ApiException.notFound("merge", wish.merge()));
  }

  private static UUID rootOf(Connection connection, MergeView merge) throws SQLException {
    return MergeStore.root(connection, merge.absorbedCustomerId())
        .orElseThrow(() -> ApiException.notFound("customer", merge.absorbedCustomerId()));
  }

  private static State state(
      Connection connection,
      Map<UUID, Conversation> locked,
      Map<UUID, Standing> standing,
      UUID root,
      UUID absorbed,
      Map<Address, UUID> addresses)
      throws SQLException {
    Conversation merged = conversation(locked, standing, root);
    Merges.refuseIfTooLong(merged.lastSeq());
    ThreadRows.Tickets tickets = ThreadRows.tickets(connection, merged.id());
    return new State(
        merged,
        conversation(locked, standing, absorbed),
        MergeStore.withAbsorbed(connection, absorbed),
        ThreadRows.entries(connection, merged.id()),
        tickets.newestFirst(),
        tickets.marked(),
        addresses);
  }

  private static Conversation conversation(
      Map<UUID, Conversation> locked, Map<UUID, Standing> standing, UUID customer) {
    Standing of = Objects.requireNonNull(standing.get(customer));
    return Objects.requireNonNull(locked.get(of.conversationId()));
  }

  private static void write(Connection connection, State state, Plan plan, MergeView undone)
      throws SQLException {
    List<UUID> threads = List.of(state.merged().id(), state.restored().id());
    ThreadRows.place(connection, plan.messages(), threads);
    MergeStore.giveBack(connection, state, plan);
    TicketStore.insert(connection, plan.opened().stream().map(Opening::ticket).toList());
    MergeStore.undo(connection, undone, state.merged().customerId());
    dismiss(connection, undone);
    Readers.unmerge(
        connection,
        undone,
        state.merged().id(),
        state.restored().id(),
        plan.messages(),
        plan.left());
    ConversationStore.update(connection, plan.threads());
    ConversationStore.handsChanged(connection, threads);
  }

  /** Who was unmerged is not suggested again. */
  private static void dismiss(Connection connection, MergeView undone) throws SQLException {
    if (undone.unmergedAt() != null && undone.unmergedBy() != null) {
      SuggestionStore.dismiss(
          connection,
          undone.customerId(),
          undone.absorbedCustomerId(),
          undone.unmergedBy(),
          undone.unmergedAt());
    }
  }

  private void publish(
      Connection connection, UUID tenant, State state, Plan plan, MergeView undone, Wish wish)
      throws SQLException {
    List<Event> events = new ArrayList<>();
    events.add(
        new CustomersUnmerged(
            state.merged().id(),
            state.merged().customerId(),
            undone.id(),
            state.restored().customerId(),
            state.restored().id(),
            plan.threads().getFirst().lastSeq(),
            plan.threads().getLast().lastSeq(),
            wish.by(),
            wish.at()));
    for (Opening opening : plan.opened()) {
      events.add(opened(opening.ticket()));
      events.add(requested(connection, plan, opening));
    }
    outbox.append(
        connection,
        events.stream().map(event -> envelopes.wrap(tenant, wish.at(), event)).toList());
    AuditLog.append(
        connection,
        tenant,
        wish.at(),
        new AuditLog.Act(
            wish.by(),
            "customers-unmerged",
            "customer",
            state.merged().customerId(),
            Map.of(
                "mergeId", undone.id(),
                "restoredCustomerId", state.restored().customerId(),
                "messages", plan.threads().getLast().lastSeq()),
            wish.reason()));
  }

  private static TicketOpened opened(Ticket ticket) {
    return new TicketOpened(
        ticket.conversationId(),
        ticket.customerId(),
        ticket.id(),
        ticket.origin().channel(),
        ticket.priority(),
        ticket.milestones().openedAt());
  }

  /** It waits where the ticket waited that the customer's messages stood on. */
  private static AgentRequested requested(Connection connection, Plan plan, Opening opening)
      throws SQLException {
    Ticket ticket = opening.ticket();
    Conversation thread =
        plan.threads().stream()
            .filter(each -> each.id().equals(ticket.conversationId()))
            .findFirst()
            .orElseThrow();
    return new AgentRequested(
        RoutingRequest.DEFAULT_POOL,
        ticket.id(),
        thread.id(),
        thread.customerId(),
        ticket.origin().channel(),
        ticket.origin().channelAccountId(),
        opening.stoodOn().routed().queue(),
        opening.stoodOn().routed().language(),
        ticket.priority(),
        firstText(connection, ticket),
        thread.lastAgent(),
        false,
        ticket.milestones().openedAt());
  }

  private static String firstText(Connection connection, Ticket ticket) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIRST_TEXT)) {
      select.setObject(1, ticket.conversationId());
      select.setObject(2, ticket.id());
      try (ResultSet row = select.executeQuery()) {
        String text = row.next() ? row.getString(1) : "";
        return Storable.cut(text, AgentRequested.MAX_TEXT);
      }
    }
  }
}
