-- What every service's schema has beside its own tables.

-- Whose rows the running transaction may see: set by the platform at the start of each transaction,
-- null when it is not set, and null equals no row.
CREATE FUNCTION threadline_tenant() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('threadline.tenant', true), '')::uuid;

-- Events on their way to Kafka. Written by the transaction that causes them, taken by deletion.
-- position orders the rows of a shard; rows of one key are written under the lock of what the key
-- names, so their positions grow in commit order.
CREATE TABLE outbox (
  position    bigint GENERATED ALWAYS AS IDENTITY,
  shard       smallint    NOT NULL,
  id          uuid        NOT NULL,
  tenant_id   uuid        NOT NULL,
  topic       text        NOT NULL,
  key         text        NOT NULL,
  type        text        NOT NULL,
  source      text        NOT NULL,
  time        timestamptz NOT NULL,
  traceparent text,
  body        bytea       NOT NULL,
  PRIMARY KEY (shard, position)
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
-- A tenant's transaction can write only its own events; the relay publishes everybody's.
CREATE POLICY outbox_write ON outbox FOR INSERT WITH CHECK (tenant_id = threadline_tenant());
CREATE POLICY outbox_read  ON outbox FOR SELECT USING (threadline_tenant() IS NULL);
CREATE POLICY outbox_take  ON outbox FOR DELETE USING (threadline_tenant() IS NULL);

-- How far each consumer group has come: the authority, Kafka's own offsets are a hint. A higher
-- epoch fences whoever held the partition before. Holds positions of the shared log, no tenant's data.
CREATE TABLE consumer_position (
  consumer    text     NOT NULL,
  topic       text     NOT NULL,
  partition   int      NOT NULL,
  next_offset bigint   NOT NULL,
  epoch       bigint   NOT NULL,
  PRIMARY KEY (consumer, topic, partition)
) WITH (fillfactor = 50);

-- Ids of events that have had their effect. A group sees an id twice when a relay published it twice.
CREATE TABLE consumed_event (
  consumer    text        NOT NULL,
  id          uuid        NOT NULL,
  tenant_id   uuid        NOT NULL,
  consumed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, id)
);
CREATE INDEX consumed_event_age ON consumed_event USING brin (consumed_at);
ALTER TABLE consumed_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE consumed_event FORCE ROW LEVEL SECURITY;
CREATE POLICY consumed_event_write ON consumed_event FOR INSERT
  WITH CHECK (tenant_id = threadline_tenant());
CREATE POLICY consumed_event_read  ON consumed_event FOR SELECT
  USING (tenant_id = threadline_tenant() OR threadline_tenant() IS NULL);
CREATE POLICY consumed_event_purge ON consumed_event FOR DELETE USING (threadline_tenant() IS NULL);

-- First answers to creates that carried an Idempotency-Key.
CREATE TABLE idempotency_key (
  tenant_id    uuid        NOT NULL,
  key          text        NOT NULL,
  request_hash text        NOT NULL,
  status       int         NOT NULL,
  body         text        NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, key)
);
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY idempotency_key_tenant ON idempotency_key
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
CREATE POLICY idempotency_key_age   ON idempotency_key FOR SELECT USING (threadline_tenant() IS NULL);
CREATE POLICY idempotency_key_purge ON idempotency_key FOR DELETE USING (threadline_tenant() IS NULL);
