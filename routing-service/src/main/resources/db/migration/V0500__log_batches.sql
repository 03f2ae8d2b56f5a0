-- The log by commit: the inputs of a group with their answers and decisions in one body, since a row
-- each, with its indexes, was most of what a commit cost. Bodies are packed by the service; one that
-- begins with a zero byte is JSON, as the rows here become.

-- The tables state what row_seq says: the changes of later commits are in their batches, and are
-- written to the tables together, a moment later when there is much to do.
ALTER TABLE pool_lease
  ADD COLUMN rows_seq  bigint      NOT NULL DEFAULT 0,
  ADD COLUMN rows_at   timestamptz NOT NULL DEFAULT 'epoch',
  ADD COLUMN rows_hash bigint      NOT NULL DEFAULT 0;

CREATE TABLE routing_batch (
  tenant_id uuid             NOT NULL,
  pool      text COLLATE "C" NOT NULL,
  last_seq  bigint           NOT NULL,
  first_seq bigint           NOT NULL,
  epoch     bigint           NOT NULL,
  at        timestamptz      NOT NULL,
  log       bytea            NOT NULL,
  changes   bytea,
  PRIMARY KEY (tenant_id, pool, last_seq)
);
ALTER TABLE routing_batch ALTER COLUMN log SET STORAGE EXTERNAL;
ALTER TABLE routing_batch ALTER COLUMN changes SET STORAGE EXTERNAL;

-- Which batch answered a command, so that a repeat gets the first answer.
CREATE TABLE routing_command (
  id        uuid             NOT NULL,
  tenant_id uuid             NOT NULL,
  pool      text COLLATE "C" NOT NULL,
  last_seq  bigint           NOT NULL,
  PRIMARY KEY (id, tenant_id, pool)
);

-- Which batches decided about a ticket.
CREATE TABLE routing_decided (
  ticket_id uuid             NOT NULL,
  tenant_id uuid             NOT NULL,
  pool      text COLLATE "C" NOT NULL,
  last_seq  bigint           NOT NULL,
  PRIMARY KEY (ticket_id, tenant_id, pool, last_seq)
);

-- What there is, as its owner sees it, becomes batches of at most 256 inputs.
ALTER TABLE pool_lease NO FORCE ROW LEVEL SECURITY;
ALTER TABLE routing_input NO FORCE ROW LEVEL SECURITY;
ALTER TABLE decision NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ticket NO FORCE ROW LEVEL SECURITY;
ALTER TABLE offer NO FORCE ROW LEVEL SECURITY;

UPDATE pool_lease SET rows_seq = applied_seq, rows_at = applied_at, rows_hash = state_hash;

INSERT INTO routing_batch (tenant_id, pool, last_seq, first_seq, epoch, at, log)
SELECT i.tenant_id, i.pool, max(i.seq), min(i.seq), max(i.epoch), max(i.at),
       '\x00'::bytea || convert_to(json_build_object(
         'inputs', json_agg(json_build_object(
           'stamp', json_build_object('seq', i.seq, 'epoch', i.epoch, 'at', i.at),
           'commandId', i.command_id, 'input', i.input, 'reply', i.reply) ORDER BY i.seq),
         'decisions', coalesce((
           SELECT json_agg(d.body ORDER BY d.seq, d.ordinal) FROM decision d
           WHERE d.tenant_id = i.tenant_id AND d.pool = i.pool
             AND d.seq BETWEEN min(i.seq) AND max(i.seq)), '[]'))::text, 'UTF8')
FROM routing_input i
GROUP BY i.tenant_id, i.pool, (i.seq - 1) / 256;

INSERT INTO routing_command (id, tenant_id, pool, last_seq)
SELECT i.command_id, i.tenant_id, i.pool, b.last_seq
FROM routing_input i JOIN routing_batch b
  ON b.tenant_id = i.tenant_id AND b.pool = i.pool AND i.seq BETWEEN b.first_seq AND b.last_seq
WHERE i.command_id IS NOT NULL;

INSERT INTO routing_decided (ticket_id, tenant_id, pool, last_seq)
SELECT DISTINCT d.ticket_id, d.tenant_id, d.pool, b.last_seq
FROM decision d JOIN routing_batch b
  ON b.tenant_id = d.tenant_id AND b.pool = d.pool AND d.seq BETWEEN b.first_seq AND b.last_seq;

DROP TABLE routing_input;
DROP TABLE decision;

-- Tickets and offers are read by the million at a takeover: packed too.
ALTER TABLE ticket ADD COLUMN packed bytea;
UPDATE ticket SET packed = '\x00'::bytea || convert_to(body::text, 'UTF8');
ALTER TABLE ticket ALTER COLUMN packed SET NOT NULL, DROP COLUMN body;
ALTER TABLE offer ADD COLUMN packed bytea, ADD COLUMN ticket_id uuid;
UPDATE offer SET packed = '\x00'::bytea || convert_to(body::text, 'UTF8'),
                 ticket_id = (body->>'ticketId')::uuid;
ALTER TABLE offer ALTER COLUMN packed SET NOT NULL, ALTER COLUMN ticket_id SET NOT NULL,
  DROP COLUMN body;

ALTER TABLE pool_lease FORCE ROW LEVEL SECURITY;
ALTER TABLE ticket FORCE ROW LEVEL SECURITY;
ALTER TABLE offer FORCE ROW LEVEL SECURITY;

ALTER TABLE routing_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE routing_batch FORCE ROW LEVEL SECURITY;
CREATE POLICY routing_batch_tenant ON routing_batch
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
ALTER TABLE routing_command ENABLE ROW LEVEL SECURITY;
ALTER TABLE routing_command FORCE ROW LEVEL SECURITY;
CREATE POLICY routing_command_tenant ON routing_command
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
ALTER TABLE routing_decided ENABLE ROW LEVEL SECURITY;
ALTER TABLE routing_decided FORCE ROW LEVEL SECURITY;
CREATE POLICY routing_decided_tenant ON routing_decided
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
