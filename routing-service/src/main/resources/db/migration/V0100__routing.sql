-- Who writes a pool, how far its log has come, and where in Kafka to go on. The row is the authority:
-- every commit of a writer updates it under its epoch, and a takeover raises the epoch.
CREATE TABLE pool_lease (
  tenant_id     uuid        NOT NULL,
  pool          text        NOT NULL,
  owner         uuid,
  address       text,
  epoch         bigint      NOT NULL DEFAULT 0,
  expires_at    timestamptz NOT NULL DEFAULT '-infinity',
  applied_seq   bigint      NOT NULL DEFAULT 0,
  applied_at    timestamptz NOT NULL DEFAULT 'epoch',
  state_hash    bigint      NOT NULL DEFAULT 0,
  kafka_offsets jsonb       NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, pool)
) WITH (fillfactor = 30);
ALTER TABLE pool_lease ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_lease FORCE ROW LEVEL SECURITY;
CREATE POLICY pool_lease_tenant ON pool_lease
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
-- Instances look for pools of all tenants that nobody writes.
CREATE POLICY pool_lease_scan ON pool_lease FOR SELECT USING (threadline_tenant() IS NULL);

-- The log: every input with its stamp and its answer. A command repeated is answered from here.
CREATE TABLE routing_input (
  tenant_id  uuid        NOT NULL,
  pool       text        NOT NULL,
  seq        bigint      NOT NULL,
  epoch      bigint      NOT NULL,
  at         timestamptz NOT NULL,
  command_id uuid,
  input      json        NOT NULL,
  reply      json        NOT NULL,
  PRIMARY KEY (tenant_id, pool, seq)
);
CREATE UNIQUE INDEX routing_input_command ON routing_input (tenant_id, pool, command_id)
  WHERE command_id IS NOT NULL;
ALTER TABLE routing_input ENABLE ROW LEVEL SECURITY;
ALTER TABLE routing_input FORCE ROW LEVEL SECURITY;
CREATE POLICY routing_input_tenant ON routing_input
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

-- Why: one row per decision, with its explanation.
CREATE TABLE decision (
  tenant_id uuid        NOT NULL,
  pool      text        NOT NULL,
  seq       bigint      NOT NULL,
  ordinal   int         NOT NULL,
  ticket_id uuid        NOT NULL,
  body      json        NOT NULL,
  PRIMARY KEY (tenant_id, pool, seq, ordinal)
);
CREATE INDEX decision_ticket ON decision (tenant_id, ticket_id, seq, ordinal);
ALTER TABLE decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision FORCE ROW LEVEL SECURITY;
CREATE POLICY decision_tenant ON decision
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

-- The state after input applied_seq, one row per entity: what a takeover loads and what queries read.
CREATE TABLE definition (
  tenant_id uuid  NOT NULL,
  pool      text  NOT NULL,
  kind      text  NOT NULL CHECK (kind IN ('settings', 'skill', 'queue')),
  key       text  NOT NULL,
  body      jsonb NOT NULL,
  PRIMARY KEY (tenant_id, pool, kind, key)
);
ALTER TABLE definition ENABLE ROW LEVEL SECURITY;
ALTER TABLE definition FORCE ROW LEVEL SECURITY;
CREATE POLICY definition_tenant ON definition
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

CREATE TABLE agent (
  tenant_id uuid  NOT NULL,
  pool      text  NOT NULL,
  login     text  NOT NULL,
  body      jsonb NOT NULL,
  PRIMARY KEY (tenant_id, pool, login)
) WITH (fillfactor = 50);
ALTER TABLE agent ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent FORCE ROW LEVEL SECURITY;
CREATE POLICY agent_tenant ON agent
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

CREATE TABLE ticket (
  tenant_id   uuid        NOT NULL,
  pool        text        NOT NULL,
  id          uuid        NOT NULL,
  queue       text        NOT NULL,
  stage       text        NOT NULL,
  agent       text,
  weight      int         NOT NULL,
  enqueued_at timestamptz NOT NULL,
  body        jsonb       NOT NULL,
  PRIMARY KEY (tenant_id, pool, id)
) WITH (fillfactor = 70);
CREATE INDEX ticket_waiting ON ticket (tenant_id, pool, queue, enqueued_at) WHERE stage = 'QUEUED';
CREATE INDEX ticket_agent ON ticket (tenant_id, pool, agent) WHERE agent IS NOT NULL;
ALTER TABLE ticket ENABLE ROW LEVEL SECURITY;
ALTER TABLE ticket FORCE ROW LEVEL SECURITY;
CREATE POLICY ticket_tenant ON ticket
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

CREATE TABLE offer (
  tenant_id uuid  NOT NULL,
  pool      text  NOT NULL,
  id        uuid  NOT NULL,
  agent     text  NOT NULL,
  state     text  NOT NULL,
  body      jsonb NOT NULL,
  PRIMARY KEY (tenant_id, pool, id)
) WITH (fillfactor = 70);
CREATE INDEX offer_pending ON offer (tenant_id, pool, agent) WHERE state = 'PENDING';
ALTER TABLE offer ENABLE ROW LEVEL SECURITY;
ALTER TABLE offer FORCE ROW LEVEL SECURITY;
CREATE POLICY offer_tenant ON offer
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
