package io.threadline.conversation.customer;

import io.threadline.contracts.Channel;
import io.threadline.contracts.conversation.IdentityAttached;
import io.threadline.contracts.conversation.IdentityAttached.Evidence;
import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.customer.CustomerResource.NewIdentity;
import io.threadline.conversation.customer.CustomerView.IdentityView;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Attaches addresses to customers, on an agent's word. */
@ApplicationScoped
public class Identities {
  private static final int CREATED = 201;
  private static final int OK = 200;

  @Inject Creates creates;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject Answers answers;

  /** Attaches an address; one that the customer has already stays as it is. */
  public Answer attach(UUID customer, @Nullable String key, @Nullable NewIdentity sent) {
    NewIdentity identity = Sent.body(sent);
    Channel channel = channel(Sent.value("channel", identity.channel(), 32));
    Address address =
        Address.of(channel, normalised(channel, Sent.value("address", identity.address(), 320)));
    return creates.once(
        key,
        "identity/" + customer + '/' + identity,
        (connection, tenant) -> attach(connection, tenant, customer, channel, address));
  }

  private Answer attach(
      Connection connection, UUID tenant, UUID customer, Channel channel, Address address)
      throws SQLException {
    UUID conversation =
        ThreadReader.conversationOf(connection, customer)
            .orElseThrow(() -> ApiException.notFound("customer", customer));
    Instant now = Instant.now();
    IdentityView view =
        new IdentityView(channel.name(), address.address(), Words.of(Evidence.ATTESTED));
    if (IdentityStore.insert(connection, customer, channel, address, now)) {
      publish(connection, tenant, conversation, customer, view, now);
      return answers.of(CREATED, view);
    }
    UUID owner = IdentityStore.ownerOf(connection, address);
    if (!owner.equals(customer)) {
      throw new ApiException(
              ErrorCode.ALREADY_EXISTS,
              "address '%s' on %s belongs to customer %s already: the two must be merged"
                  .formatted(address.address(), channel, owner))
          .with("customerId", owner);
    }
    if (IdentityStore.addChannel(connection, address, channel)) {
      publish(connection, tenant, conversation, customer, view, now);
      return answers.of(CREATED, view);
    }
    return answers.of(OK, view);
  }

  private void publish(
      Connection connection,
      UUID tenant,
      UUID conversation,
      UUID customer,
      IdentityView view,
      Instant now)
      throws SQLException {
    // Events of one conversation are in order because whoever writes them holds its row.
    ConversationStore.lock(connection, conversation);
    IdentityAttached event =
        new IdentityAttached(
            conversation,
            customer,
            Channel.of(view.channel()),
            view.address(),
            Evidence.ATTESTED,
            now);
    outbox.append(connection, List.of(envelopes.wrap(tenant, now, event)));
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
