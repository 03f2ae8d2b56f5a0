package io.threadline.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.contracts.Envelope;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.testkit.ServiceDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
  private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-0000000000ff");

  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final JdbcTransactions transactions =
      ServiceDatabase.fresh("kpi").transactions(new OutboxSignal());
  private final AtomicInteger created = new AtomicInteger();

  @Test
  void createsOnceHoweverManyAskAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Answer>> calls =
          Stream.<Callable<Answer>>generate(() -> () -> once(Envelope.DEFAULT_TENANT, "k", "r"))
              .limit(20)
              .toList();
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo(new Answer(201, "{\"n\": 1}"));
      }
    }
    assertThat(created).hasValue(1);
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherRequest() {
    once(Envelope.DEFAULT_TENANT, "k", "r");
    assertThatThrownBy(() -> once(Envelope.DEFAULT_TENANT, "k", "other"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("'k'");
  }

  @Test
  void keepsTenantsApart() {
    once(Envelope.DEFAULT_TENANT, "k", "r");
    once(OTHER, "k", "r");
    assertThat(created).hasValue(2);
  }

  @Test
  void remembersNothingOfAFailedCreate() {
    assertThatThrownBy(() ->
            transactions.inTenant(
                Envelope.DEFAULT_TENANT,
                connection ->
                    keys.once(
                        connection,
                        Envelope.DEFAULT_TENANT,
                        "k",
                        "r",
                        () -> {
                          throw new IllegalStateException("no");
                        })))
        .hasMessage("no");
    assertThat(once(Envelope.DEFAULT_TENANT, "k", "r").status()).isEqualTo(201);
  }

  private Answer once(UUID tenant, String key, String request) {
    return transactions.inTenant(
        tenant,
        connection ->
            keys.once(
                connection,
                tenant,
                key,
                request,
                () -> new Answer(201, "{\"n\": " + created.incrementAndGet() + "}")));
  }
}
