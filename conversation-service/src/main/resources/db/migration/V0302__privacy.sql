-- Consent, retention and erasure.

-- What a customer agreed to or refused, purpose by purpose; the newest decision counts.
CREATE TABLE consent (
  id          uuid        PRIMARY KEY,
  tenant_id   uuid        NOT NULL,
  customer_id uuid        NOT NULL REFERENCES customer,
  purpose     text        NOT NULL,
  granted     boolean     NOT NULL,
  source      text        NOT NULL,
  recorded_by text        NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX consent_customer ON consent (customer_id, purpose, id DESC);

-- For how long a tenant keeps what was written. erased_until says how far that has been done: nothing
-- older is looked at again. Whoever locks the row does the work when it is due.
CREATE TABLE retention_policy (
  tenant_id    uuid        PRIMARY KEY,
  message_days int         CHECK (message_days BETWEEN 1 AND 36500),
  erased_until timestamptz NOT NULL DEFAULT '-infinity',
  due_at       timestamptz NOT NULL DEFAULT now(),
  version      bigint      NOT NULL DEFAULT 0
);

ALTER TABLE message ADD COLUMN erased_at timestamptz;
-- Messages come nearly in order of time: a block range index finds old ones and costs next to nothing.
CREATE INDEX message_age ON message USING brin (received_at);
ALTER TABLE customer ADD COLUMN erased_at timestamptz;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['consent', 'retention_policy'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = threadline_tenant()) '
      'WITH CHECK (tenant_id = threadline_tenant())', name || '_tenant', name);
  END LOOP;
END
$$;
-- The job, outside any tenant, sees whose turn it is.
CREATE POLICY retention_policy_due ON retention_policy FOR SELECT USING (threadline_tenant() IS NULL);
