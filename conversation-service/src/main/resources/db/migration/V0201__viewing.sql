-- Who looks at which thread right now, and who is typing. Unlogged: after a crash nobody is looking.
CREATE UNLOGGED TABLE viewer (
  tenant_id       uuid        NOT NULL,
  conversation_id uuid        NOT NULL,
  connection      text        NOT NULL,
  agent           text        NOT NULL,
  typing          boolean     NOT NULL,
  expires_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, connection)
);
CREATE INDEX viewer_connection ON viewer (connection);
CREATE INDEX viewer_expiry ON viewer (expires_at);
ALTER TABLE viewer ENABLE ROW LEVEL SECURITY;
ALTER TABLE viewer FORCE ROW LEVEL SECURITY;
CREATE POLICY viewer_tenant ON viewer
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
-- Connections that are gone are swept for all tenants at once.
CREATE POLICY viewer_old   ON viewer FOR SELECT USING (threadline_tenant() IS NULL);
CREATE POLICY viewer_sweep ON viewer FOR DELETE USING (threadline_tenant() IS NULL);
