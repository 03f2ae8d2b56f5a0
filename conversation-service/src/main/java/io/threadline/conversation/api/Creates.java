package io.threadline.conversation.api;

import io.threadline.platform.database.Transactions;
import io.threadline.platform.idempotency.IdempotencyKeys;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates of the API: each in one transaction of the caller's tenant, repeated without effect. */
@ApplicationScoped
public class Creates {
  @Inject Transactions transactions;
  @Inject IdempotencyKeys idempotency;
  @Inject Caller caller;

  /** Makes what is asked for, and the first answer. */
  @FunctionalInterface
  public interface Create {
    Answer run(Connection connection, UUID tenant) throws SQLException;
  }

  /**
   * The answer of the create, or the one that its key was given before.
   *
   * @param key the client's {@code Idempotency-Key}, if it sent one
   * @param request what is asked, so that a key reused for something else is refused
   */
  public Answer once(@Nullable String key, String request, Create create) {
    UUID tenant = caller.tenant();
    return transactions.inTenant(
        tenant,
        connection ->
            idempotency.once(
                connection, tenant, key, request, () -> create.run(connection, tenant)));
  }
}
