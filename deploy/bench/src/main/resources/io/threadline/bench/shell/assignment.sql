-- What assignment by SQL keeps: the records that the group commit keeps, one row each, with the indexes
-- that answer the same questions.
CREATE TABLE bench_agent (
  login text PRIMARY KEY, level int NOT NULL, capacity int NOT NULL, load int NOT NULL,
  idle_since timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE bench_ticket (
  tenant_id uuid NOT NULL, pool text NOT NULL, id uuid NOT NULL, queue text NOT NULL,
  stage text NOT NULL, agent text, weight int NOT NULL, enqueued_at timestamptz NOT NULL,
  body jsonb NOT NULL, PRIMARY KEY (tenant_id, pool, id)
) WITH (fillfactor = 70);
CREATE INDEX ON bench_ticket (tenant_id, pool, queue, enqueued_at) WHERE stage = 'QUEUED';
CREATE INDEX ON bench_ticket (tenant_id, pool, agent) WHERE agent IS NOT NULL;

CREATE TABLE bench_offer (
  tenant_id uuid NOT NULL, pool text NOT NULL, id uuid NOT NULL, agent text NOT NULL,
  state text NOT NULL, body jsonb NOT NULL, PRIMARY KEY (tenant_id, pool, id)
) WITH (fillfactor = 70);
CREATE INDEX ON bench_offer (tenant_id, pool, agent) WHERE state = 'PENDING';

-- The log, where a repeated command finds its answer.
CREATE TABLE bench_routing_input (
  tenant_id uuid NOT NULL, pool text NOT NULL, seq bigint NOT NULL, epoch bigint NOT NULL,
  at timestamptz NOT NULL, command_id uuid, input json NOT NULL, reply json NOT NULL,
  PRIMARY KEY (tenant_id, pool, seq)
);
CREATE UNIQUE INDEX ON bench_routing_input (tenant_id, pool, command_id)
  WHERE command_id IS NOT NULL;

CREATE TABLE bench_decision (
  tenant_id uuid NOT NULL, pool text NOT NULL, seq bigint NOT NULL, ordinal int NOT NULL,
  ticket_id uuid NOT NULL, body json NOT NULL, PRIMARY KEY (tenant_id, pool, seq, ordinal)
);
CREATE INDEX ON bench_decision (tenant_id, ticket_id, seq, ordinal);

CREATE TABLE bench_outbox (
  position bigint GENERATED ALWAYS AS IDENTITY, shard smallint NOT NULL, id uuid NOT NULL,
  tenant_id uuid NOT NULL, topic text NOT NULL, key text NOT NULL, type text NOT NULL,
  source text NOT NULL, time timestamptz NOT NULL, traceparent text, body bytea NOT NULL,
  PRIMARY KEY (shard, position)
);

CREATE TABLE bench_bare (id bigint PRIMARY KEY, agent text);
CREATE SEQUENCE bench_seq;
