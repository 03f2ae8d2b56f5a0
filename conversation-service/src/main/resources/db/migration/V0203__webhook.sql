-- Whom we tell what happens, and what became of each telling.
CREATE TABLE webhook (
  id          uuid        PRIMARY KEY,
  tenant_id   uuid        NOT NULL,
  url         text        NOT NULL,
  description text,
  events      text[]      NOT NULL,
  secret      bytea       NOT NULL,
  enabled     boolean     NOT NULL,
  version     bigint      NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL,
  created_by  text        NOT NULL
);
CREATE INDEX webhook_list ON webhook (tenant_id, id);

CREATE TABLE webhook_delivery (
  id              uuid        PRIMARY KEY,
  tenant_id       uuid        NOT NULL,
  webhook_id      uuid        NOT NULL REFERENCES webhook ON DELETE CASCADE,
  event_id        uuid        NOT NULL,
  type            text        NOT NULL,
  body            text        NOT NULL,
  state           text        NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  attempts        int         NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_attempt_at timestamptz,
  last_status     int,
  last_error      text,
  created_at      timestamptz NOT NULL,
  replay_of       uuid
) WITH (fillfactor = 80);
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['webhook', 'webhook_delivery'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = threadline_tenant()) '
      'WITH CHECK (tenant_id = threadline_tenant())', name || '_tenant', name);
  END LOOP;
END
$$;
-- The sender takes what is due of all tenants, and forgets what is old.
CREATE POLICY webhook_delivery_due   ON webhook_delivery FOR SELECT USING (threadline_tenant() IS NULL);
CREATE POLICY webhook_delivery_take  ON webhook_delivery FOR UPDATE USING (threadline_tenant() IS NULL);
CREATE POLICY webhook_delivery_purge ON webhook_delivery FOR DELETE USING (threadline_tenant() IS NULL);
