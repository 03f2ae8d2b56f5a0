package io.threadline.conversation.customer;

import io.threadline.contracts.conversation.CustomerChanged;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.customer.CustomerResource.ProfilePatch;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What agents change of customers' profiles. */
@ApplicationScoped
public class Profiles {
  @Inject Transactions transactions;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject Caller caller;

  /**
   * Changes a profile.
   *
   * @throws ApiException if the change was made from another version, or nothing is to be changed
   */
  public CustomerView change(UUID id, @Nullable String ifMatch, @Nullable ProfilePatch sent) {
    ProfilePatch patch = Sent.body(sent);
    String birth = patch.birthDate();
    LocalDate birthDate = birth == null ? null : date(birth);
    String name =
        patch.displayName() == null && birthDate != null
            ? null
            : Sent.value("displayName", patch.displayName(), 200);
    UUID tenant = caller.tenant();
    String agent = caller.login();
    return transactions.inTenant(
        tenant,
        connection -> {
          CustomerProfile profile = ofOneOfTheirOwn(id);
          EntityVersion.require(ifMatch, profile.version);
          profile.displayName = name == null ? profile.displayName : name;
          profile.birthDate = birthDate == null ? profile.birthDate : birthDate;
          CustomerProfile.flush();
          publish(connection, tenant, id, agent);
          return CustomerResource.find(connection, id);
        });
  }

  private static CustomerProfile ofOneOfTheirOwn(UUID id) {
    CustomerProfile profile = CustomerProfile.findById(id);
    if (profile == null) {
      throw ApiException.notFound("customer", id);
    }
    if (profile.mergedInto != null) {
      throw new ApiException(
              ErrorCode.CONFLICT,
              "customer %s has been merged into %s: change that one"
                  .formatted(id, profile.mergedInto))
          .with("customerId", profile.mergedInto);
    }
    return profile;
  }

  private void publish(Connection connection, UUID tenant, UUID customer, String agent)
      throws SQLException {
    UUID thread =
        ThreadReader.of(connection, customer)
            .orElseThrow(() -> ApiException.notFound("customer", customer))
            .id();
    // Events of one conversation are in order because whoever writes them holds its row.
    ConversationStore.lock(connection, thread);
    Instant now = Instant.now();
    CustomerChanged event = new CustomerChanged(thread, customer, agent, now);
    outbox.append(connection, List.of(envelopes.wrap(tenant, now, event)));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw ApiException.invalid("birthDate", text, "send a date as 1980-12-31");
    }
  }
}
