-- Ended offers are only remembered, never queried: those that ended between two writings of the tables
-- share a row, and go when the last of them is forgotten. Rows of single ones from before go as they did.
CREATE TABLE offer_ended (
  tenant_id uuid             NOT NULL,
  pool      text COLLATE "C" NOT NULL,
  forget_at timestamptz      NOT NULL,
  seq       bigint           NOT NULL,
  packed    bytea            NOT NULL,
  PRIMARY KEY (tenant_id, pool, forget_at, seq)
);
ALTER TABLE offer_ended ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE offer_ended ENABLE ROW LEVEL SECURITY;
ALTER TABLE offer_ended FORCE ROW LEVEL SECURITY;
CREATE POLICY offer_ended_tenant ON offer_ended
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

-- Ids are unique by themselves, and nobody but the one writer adds any: narrow indexes will do.
ALTER TABLE routing_command DROP CONSTRAINT routing_command_pkey;
CREATE INDEX routing_command_id ON routing_command (id);
ALTER TABLE routing_decided DROP CONSTRAINT routing_decided_pkey;
CREATE INDEX routing_decided_ticket ON routing_decided (ticket_id);
