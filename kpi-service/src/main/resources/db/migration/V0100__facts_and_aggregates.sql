-- What happened to tickets, as it came in: appended once per event, read by the recount alone, so
-- that the recount does not trust the facts.
CREATE TABLE event_log (
  tenant_id   uuid        NOT NULL,
  event_id    uuid        NOT NULL,
  ticket_id   uuid        NOT NULL,
  at          timestamptz NOT NULL,
  kind        text        NOT NULL,
  customer_id uuid,
  channel     text,
  queue       text,
  agent       text,
  since       timestamptz,
  score       smallint,
  pool        text,
  seq         bigint,
  ordinal     int,
  epoch       bigint,
  PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX event_log_ticket ON event_log (tenant_id, ticket_id);
CREATE INDEX event_log_customer ON event_log (tenant_id, customer_id) WHERE kind = 'OPENED';
-- Events come nearly in order of time: a block range index finds a day for next to nothing.
CREATE INDEX event_log_at ON event_log USING brin (at);

CREATE TABLE delivery_log (
  tenant_id  uuid        NOT NULL,
  event_id   uuid        NOT NULL,
  message_id uuid        NOT NULL,
  channel    text        NOT NULL,
  state      text        NOT NULL,
  state_rank smallint    NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX delivery_log_at ON delivery_log USING brin (at);

-- One row per ticket: its story, and what is folded from it as columns for the drill-down. The
-- story is the truth; version counts the changes.
CREATE TABLE ticket_fact (
  tenant_id         uuid   NOT NULL,
  ticket_id         uuid   NOT NULL,
  version           bigint NOT NULL DEFAULT 0,
  story             bytea,
  customer_id       uuid,
  channel           text NOT NULL DEFAULT 'none',
  queue             text NOT NULL DEFAULT 'none',
  agent             text NOT NULL DEFAULT 'none',
  opened_at         timestamptz,
  first_replied_at  timestamptz,
  first_resolved_at timestamptz,
  resolved_at       timestamptz,
  reopened_at       timestamptz,
  queued_at         timestamptz,
  answered_at       timestamptz,
  abandoned_at      timestamptz,
  rated_at          timestamptz,
  score             smallint,
  spam_at           timestamptz,
  PRIMARY KEY (tenant_id, ticket_id)
) WITH (fillfactor = 70);
-- One index per clock by which a KPI is drilled down.
CREATE INDEX ticket_fact_opened ON ticket_fact (tenant_id, opened_at, ticket_id)
  WHERE opened_at IS NOT NULL;
CREATE INDEX ticket_fact_first_replied ON ticket_fact (tenant_id, first_replied_at, ticket_id)
  WHERE first_replied_at IS NOT NULL;
CREATE INDEX ticket_fact_first_resolved ON ticket_fact (tenant_id, first_resolved_at, ticket_id)
  WHERE first_resolved_at IS NOT NULL;
CREATE INDEX ticket_fact_resolved ON ticket_fact (tenant_id, resolved_at, ticket_id)
  WHERE resolved_at IS NOT NULL;
CREATE INDEX ticket_fact_queued ON ticket_fact (tenant_id, queued_at, ticket_id)
  WHERE queued_at IS NOT NULL;
CREATE INDEX ticket_fact_rated ON ticket_fact (tenant_id, rated_at, ticket_id)
  WHERE rated_at IS NOT NULL;
CREATE INDEX ticket_fact_customer ON ticket_fact (tenant_id, customer_id, opened_at)
  WHERE customer_id IS NOT NULL;
-- The two questions whose answer changes while nothing happens: who waits, what is unsolved.
CREATE INDEX ticket_fact_waiting ON ticket_fact (tenant_id, queued_at)
  WHERE queued_at IS NOT NULL AND answered_at IS NULL AND abandoned_at IS NULL
    AND resolved_at IS NULL AND spam_at IS NULL;
CREATE INDEX ticket_fact_unsolved ON ticket_fact (tenant_id, opened_at)
  WHERE opened_at IS NOT NULL AND resolved_at IS NULL AND abandoned_at IS NULL
    AND spam_at IS NULL;

-- One row per customer: the contacts over all channels. Locked after tickets, before aggregates.
CREATE TABLE customer_fact (
  tenant_id   uuid   NOT NULL,
  customer_id uuid   NOT NULL,
  version     bigint NOT NULL DEFAULT 0,
  contacts    bytea,
  PRIMARY KEY (tenant_id, customer_id)
) WITH (fillfactor = 70);

-- One row per outbound message that has a delivery report.
CREATE TABLE delivery_fact (
  tenant_id   uuid        NOT NULL,
  message_id  uuid        NOT NULL,
  channel     text        NOT NULL,
  reported_at timestamptz NOT NULL,
  state       text        NOT NULL,
  PRIMARY KEY (tenant_id, message_id)
) WITH (fillfactor = 80);

-- What KPIs are summed from: a quarter of an hour x channel x queue x agent per measure. times is an
-- HdrHistogram of milliseconds, for measures that keep a distribution.
CREATE TABLE aggregate (
  tenant_id    uuid        NOT NULL,
  measure      text        NOT NULL,
  slot         timestamptz NOT NULL,
  channel      text        NOT NULL,
  queue        text        NOT NULL,
  agent        text        NOT NULL,
  count        bigint      NOT NULL,
  total_millis bigint      NOT NULL,
  times        bytea,
  PRIMARY KEY (tenant_id, measure, slot, channel, queue, agent)
) WITH (fillfactor = 70);

-- What customers answered to the satisfaction question, comment included; the score that counts is
-- in the story of the ticket.
CREATE TABLE csat_answer (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  ticket_id   uuid        NOT NULL,
  score       smallint    NOT NULL CHECK (score BETWEEN 1 AND 5),
  comment     text,
  recorded_by text        NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

-- What the declarations were when the aggregates were built: others mean another meaning, and the
-- aggregates are built anew from the facts.
CREATE TABLE definition (
  tenant_id   uuid PRIMARY KEY,
  fingerprint text NOT NULL
);

-- The backlog of the past, which no event tells: ages grow by themselves.
CREATE TABLE backlog_snapshot (
  tenant_id uuid        NOT NULL,
  taken_at  timestamptz NOT NULL,
  age       text        NOT NULL,
  channel   text        NOT NULL,
  queue     text        NOT NULL,
  agent     text        NOT NULL,
  count     bigint      NOT NULL,
  PRIMARY KEY (tenant_id, taken_at, age, channel, queue, agent)
);

-- When each periodic job is due again, by PostgreSQL's clock; whoever locks the row does it. Tenants
-- register themselves with their first event, so the table is also the list of tenants.
CREATE TABLE periodic_job (
  tenant_id uuid        NOT NULL,
  job       text        NOT NULL,
  due_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, job)
);
CREATE INDEX periodic_job_due ON periodic_job (due_at);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['event_log', 'delivery_log', 'ticket_fact', 'customer_fact',
    'delivery_fact', 'aggregate', 'csat_answer', 'definition', 'backlog_snapshot', 'periodic_job']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = threadline_tenant()) '
      'WITH CHECK (tenant_id = threadline_tenant())', name || '_tenant', name);
  END LOOP;
END $$;
-- The scheduler, outside any tenant, sees which tenants have a job due, and nothing else of theirs.
CREATE POLICY periodic_job_due ON periodic_job FOR SELECT USING (threadline_tenant() IS NULL);
