-- Addresses that must not be written to: mail to them bounced for good, or they called it spam.
CREATE TABLE suppression (
  tenant_id  uuid        NOT NULL,
  channel    text        NOT NULL,
  address    text        NOT NULL,
  cause      text        NOT NULL CHECK (cause IN ('bounce', 'complaint')),
  code       text,
  reason     text        NOT NULL,
  message_id uuid,
  since      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, channel, address)
);
ALTER TABLE suppression ENABLE ROW LEVEL SECURITY;
ALTER TABLE suppression FORCE ROW LEVEL SECURITY;
CREATE POLICY suppression_tenant ON suppression
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
