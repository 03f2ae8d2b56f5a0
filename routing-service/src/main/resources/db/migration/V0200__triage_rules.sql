-- The rules that decide what a ticket needs, with the messages they were tried on. Every save is a
-- version of its own, the newest is in force; the service keeps the last fifty. json, not jsonb:
-- people read back what they wrote.
CREATE TABLE triage_rules (
  tenant_id uuid        NOT NULL,
  version   bigint      NOT NULL,
  body      json        NOT NULL,
  saved_by  text        NOT NULL,
  saved_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, version)
);
ALTER TABLE triage_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE triage_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY triage_rules_tenant ON triage_rules
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
-- Instances look for new versions of all tenants.
CREATE POLICY triage_rules_scan ON triage_rules FOR SELECT USING (threadline_tenant() IS NULL);
