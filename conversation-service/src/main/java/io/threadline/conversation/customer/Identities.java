package io.threadline.conversation.customer;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.conversation.IdentityAttached;
import io.threadline.contracts.conversation.IdentityAttached.Evidence;
import io.threadline.contracts.conversation.IdentityDetached;
import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.audit.AuditLog;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.customer.CustomerResource.NewIdentity;
import io.threadline.conversation.customer.CustomerView.IdentityView;
import io.threadline.conversation.customer.IdentityStore.Owned;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.version.EntityVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Attaches addresses to customers, and detaches them, on an agent's word. */
@ApplicationScoped
public class Identities {
  private static final int CREATED = 201;
  private static final int OK = 200;

  @Inject Creates creates;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject Answers answers;
  @Inject Transactions transactions;
  @Inject Caller caller;

  /** Attaches an address; one that the customer has already stays as it is. */
  public Answer attach(UUID customer, @Nullable String key, @Nullable NewIdentity sent) {
    NewIdentity identity = Sent.body(sent);
    Channel channel = channel(Sent.value("channel", identity.channel(), 32));
    Address address = address(channel, identity.address());
    UUID from = identity.takeFrom() == null ? null : Sent.id("takeFrom", identity.takeFrom());
    return creates.once(
        key,
        "identity/" + customer + '/' + identity,
        (connection, tenant) -> {
          Act act = new Act(connection, tenant, caller.login(), Instant.now());
          return attach(act, customer, channel, address, from);
        });
  }

  /**
   * What all steps of an act share.
   *
   * @param by the agent's login name
   */
  private record Act(Connection connection, UUID tenant, String by, Instant at) {}

  private Answer attach(
      Act act, UUID customer, Channel channel, Address address, @Nullable UUID takeFrom)
      throws SQLException {
    UUID conversation = threadOf(act.connection(), customer).id();
    Owned owned = IdentityStore.find(act.connection(), address).orElse(null);
    if (owned != null
        && takeFrom != null
        && !takeFrom.equals(customer)
        && owned.customerId().equals(takeFrom)) {
      detach(act, takeFrom, address, owned, "it is customer " + customer + "'s now");
    }
    IdentityView view =
        new IdentityView(channel.name(), address.address(), Words.of(Evidence.ATTESTED));
    if (IdentityStore.insert(act.connection(), customer, channel, address, act.at())) {
      attached(act, conversation, customer, view);
      return answers.of(CREATED, view);
    }
    UUID owner =
        IdentityStore.find(act.connection(), address)
            .orElseThrow(() -> SqlStates.tryAgain("an identity that was in the way is gone"))
            .customerId();
    if (!owner.equals(customer)) {
      throw new ApiException(
              ErrorCode.ALREADY_EXISTS,
              ("address '%s' on %s belongs to customer %s already: merge the two if they are one "
                      + "person, or send takeFrom if the address has changed hands")
                  .formatted(address.address(), channel, owner))
          .with("customerId", owner);
    }
    if (IdentityStore.addChannel(act.connection(), address, channel)) {
      attached(act, conversation, customer, view);
      return answers.of(CREATED, view);
    }
    return answers.of(OK, view);
  }

  /**
   * Takes an address from a customer: what was written by it stays in the thread, what comes by it
   * next is somebody else's.
   */
  public void detach(
      UUID customer, @Nullable String ifMatch, String onChannel, String raw, @Nullable String why) {
    Channel channel = channel(Sent.value("channel", onChannel, 32));
    Address address = address(channel, raw);
    UUID tenant = caller.tenant();
    String agent = caller.login();
    transactions.inTenant(
        tenant,
        connection -> {
          threadOf(connection, customer);
          Owned owned =
              IdentityStore.find(connection, address)
                  .filter(found -> found.customerId().equals(customer))
                  .orElseThrow(() -> ApiException.notFound("identity", address.address()));
          EntityVersion.require(ifMatch, CustomerReader.version(connection, customer));
          detach(new Act(connection, tenant, agent, Instant.now()), customer, address, owned, why);
          return owned;
        });
  }

  private void detach(Act act, UUID customer, Address address, Owned owned, @Nullable String why)
      throws SQLException {
    UUID conversation = lockedThreadOf(act.connection(), customer);
    ConversationStore.handsChanged(act.connection(), List.of(conversation));
    IdentityStore.detach(act.connection(), address, act.by(), why, act.at());
    List<Envelope<IdentityDetached>> events = new ArrayList<>();
    for (String channel : owned.channels()) {
      IdentityDetached event =
          new IdentityDetached(
              conversation, customer, Channel.of(channel), address.address(), act.by(), act.at());
      events.add(envelopes.wrap(act.tenant(), act.at(), event));
    }
    outbox.append(act.connection(), events);
    audit(act, "identity-detached", customer, Map.of("channels", owned.channels()), why);
  }

  private void attached(Act act, UUID conversation, UUID customer, IdentityView view)
      throws SQLException {
    // Events of one conversation are in order because whoever writes them holds its row.
    if (!lockedThreadOf(act.connection(), customer).equals(conversation)) {
      throw SqlStates.tryAgain("customer " + customer + " was merged in between");
    }
    IdentityAttached event =
        new IdentityAttached(
            conversation,
            customer,
            Channel.of(view.channel()),
            view.address(),
            Evidence.ATTESTED,
            act.at());
    outbox.append(act.connection(), List.of(envelopes.wrap(act.tenant(), act.at(), event)));
    audit(act, "identity-attached", customer, Map.of("channel", view.channel()), null);
  }

  private static void audit(
      Act act, String action, UUID customer, Map<String, ?> detail, @Nullable String note)
      throws SQLException {
    AuditLog.Act entry = new AuditLog.Act(act.by(), action, "customer", customer, detail, note);
    AuditLog.append(act.connection(), act.tenant(), act.at(), entry);
  }

  /** The thread, its row locked; merges in between are seen. */
  private static UUID lockedThreadOf(Connection connection, UUID customer) throws SQLException {
    ConversationStore.lock(connection, threadOf(connection, customer).id());
    return threadOf(connection, customer).id();
  }

  /** The thread of a customer of their own: one who has been merged is not changed. */
  private static ThreadReader.Thread threadOf(Connection connection, UUID customer)
      throws SQLException {
    ThreadReader.Thread thread =
        ThreadReader.of(connection, customer)
            .orElseThrow(() -> ApiException.notFound("customer", customer));
    if (!thread.customerId().equals(customer)) {
      throw new ApiException(
              ErrorCode.CONFLICT,
              "customer %s has been merged into %s: change that one"
                  .formatted(customer, thread.customerId()))
          .with("customerId", thread.customerId());
    }
    return thread;
  }

  private static Address address(Channel channel, @Nullable String raw) {
    return Address.of(channel, normalised(channel, Sent.value("address", raw, 320)));
  }

  private static Channel channel(String name) {
    try {
      return Channel.of(name);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("channel", name, "send a name such as email, sms or whatsapp");
    }
  }

  private static String normalised(Channel channel, String raw) {
    return switch (Addresses.normalise(channel, raw, null)) {
      case Addresses.Normalised(String address) -> address;
      case Addresses.Rejected(String reason) ->
          throw new ApiException(ErrorCode.INVALID_VALUE, reason).with("field", "address");
    };
  }
}
