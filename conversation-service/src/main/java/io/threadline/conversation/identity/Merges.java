package io.threadline.conversation.identity;

import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.CustomersMerged;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.merge.Merging;
import io.threadline.conversation.identity.MergeStore.Standing;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Merges customers, in the caller's transaction: messages, tickets and addresses of both are the
 * survivor's from then on, in rows that say so themselves, so that nothing else has to know.
 *
 * <p>Locks are taken in the order of everybody: addresses, then conversations.
 */
public final class Merges {
  /** Longer threads would hold their locks for too long: about ten seconds for so many. */
  static final long MAX_MESSAGES = 50_000;

  private final Outbox outbox;
  private final Envelopes envelopes;

  public Merges(Outbox outbox, Envelopes envelopes) {
    this.outbox = outbox;
    this.envelopes = envelopes;
  }

  /**
   * A merge that an agent asks for.
   *
   * @param id of the merge
   * @param by the agent's login name
   * @param reason what the agent says about it
   */
  public record Wish(
      UUID id, UUID survivor, UUID absorbed, String by, @Nullable String reason, Instant at) {}

  /**
   * Merges.
   *
   * @throws ApiException if one of them is not there, or is merged already
   */
  public MergeView merge(Connection connection, UUID tenant, Wish wish) throws SQLException {
    if (wish.survivor().equals(wish.absorbed())) {
      throw new ApiException(
          ErrorCode.CONFLICT, "customer " + wish.survivor() + " cannot be merged with themselves");
    }
    Set<UUID> both = Set.of(wish.survivor(), wish.absorbed());
    Map<Address, UUID> addresses = ThreadRows.addresses(connection, both);
    List<UUID> threads =
        MergeStore.standing(connection, both).values().stream()
            .map(Standing::conversationId)
            .toList();
    Map<UUID, Conversation> locked = ConversationStore.lock(connection, threads);
    Map<UUID, Standing> standing = MergeStore.standing(connection, both);
    Standing survivor = ofOneOfTheirOwn(standing, wish.survivor());
    Standing absorbed = ofOneOfTheirOwn(standing, wish.absorbed());
    Conversation thread = Objects.requireNonNull(locked.get(survivor.conversationId()));
    Conversation other = Objects.requireNonNull(locked.get(absorbed.conversationId()));
    refuseIfTooLong(thread.lastSeq() + other.lastSeq());
    Merging.Plan plan =
        Merging.plan(
            ThreadRows.side(connection, thread), ThreadRows.side(connection, other), addresses);
    MergeView merge = MergeView.of(wish);
    write(connection, plan, other, merge, survivor.displayName() == null ? absorbed : null);
    publish(connection, tenant, wish, plan, other);
    return merge;
  }

  private static Standing ofOneOfTheirOwn(Map<UUID, Standing> standing, UUID customer) {
    Standing found = standing.get(customer);
    if (found == null) {
      throw ApiException.notFound("customer", customer);
    }
    UUID into = found.mergedInto();
    if (into != null) {
      throw new ApiException(
              ErrorCode.CONFLICT,
              "customer %s has been merged into %s: merge that one".formatted(customer, into))
          .with("customerId", into);
    }
    return found;
  }

  static void refuseIfTooLong(long messages) {
    if (messages > MAX_MESSAGES) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "the threads have %d messages together: at most %d can be merged"
              .formatted(messages, MAX_MESSAGES));
    }
  }

  private static void write(
      Connection connection,
      Merging.Plan plan,
      Conversation absorbed,
      MergeView merge,
      @Nullable Standing named)
      throws SQLException {
    Collection<UUID> threads = List.of(plan.thread().id(), absorbed.id());
    ThreadRows.place(connection, plan.messages(), threads);
    MergeStore.markTickets(connection, plan.homes());
    MergeStore.take(connection, plan.thread(), absorbed);
    MergeStore.save(connection, merge, named == null ? null : named.displayName());
    Readers.merge(connection, merge.id(), plan.thread().id(), absorbed.id(), plan.messages());
    Conversation emptied = new Conversation(absorbed.id(), absorbed.customerId(), 0, null, null);
    ConversationStore.update(connection, List.of(plan.thread(), emptied));
    ConversationStore.handsChanged(connection, threads);
  }

  private void publish(
      Connection connection, UUID tenant, Wish wish, Merging.Plan plan, Conversation absorbed)
      throws SQLException {
    Event event =
        new CustomersMerged(
            plan.thread().id(),
            wish.survivor(),
            wish.id(),
            wish.absorbed(),
            absorbed.id(),
            plan.thread().lastSeq(),
            wish.by(),
            wish.at());
    outbox.append(connection, List.of(envelopes.wrap(tenant, wish.at(), event)));
    AuditLog.append(
        connection,
        tenant,
        wish.at(),
        new AuditLog.Act(
            wish.by(),
            "customers-merged",
            "customer",
            wish.survivor(),
            Map.of(
                "mergeId", wish.id(),
                "absorbedCustomerId", wish.absorbed(),
                "messages", plan.thread().lastSeq()),
            wish.reason()));
  }
}
