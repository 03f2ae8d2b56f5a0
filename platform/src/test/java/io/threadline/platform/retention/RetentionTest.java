package io.threadline.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.testkit.ServiceDatabase;
import org.junit.jupiter.api.Test;

class RetentionTest {

  @Test
  void forgetsWhatNobodyCanRepeatAndKeepsTheRest() {
    ServiceDatabase database = ServiceDatabase.fresh("kpi");
    database.rows(
        """
        WITH old AS (
          INSERT INTO consumed_event (consumer, id, tenant_id, consumed_at)
          SELECT 'c', gen_random_uuid(), gen_random_uuid(), now() - interval '15 days'
          FROM generate_series(1, 6000) RETURNING 1),
        young AS (
          INSERT INTO consumed_event (consumer, id, tenant_id, consumed_at)
          SELECT 'c', gen_random_uuid(), gen_random_uuid(), now() - interval '13 days'
          FROM generate_series(1, 10) RETURNING 1),
        keys AS (
          INSERT INTO idempotency_key (tenant_id, key, request_hash, status, body, created_at)
          SELECT gen_random_uuid(), n::text, '', 201, '', now() - n * interval '1 day'
          FROM generate_series(1, 10) n RETURNING 1)
        SELECT 1
        """);
    assertThat(new Retention(database.transactions(new OutboxSignal())).forget()).isEqualTo(6_004);
    assertThat(database.rows("SELECT count(*) FROM consumed_event")).containsExactly("10");
    assertThat(database.rows("SELECT count(*) FROM idempotency_key")).containsExactly("6");
  }
}
