-- A pool's whole state now and then, so that what was decided long ago can be looked at without
-- replaying the log from its first input. Never needed to go on routing.
CREATE TABLE pool_snapshot (
  tenant_id uuid        NOT NULL,
  pool      text        NOT NULL,
  seq       bigint      NOT NULL,
  at        timestamptz NOT NULL,
  hash      bigint      NOT NULL,
  body      bytea       NOT NULL,
  PRIMARY KEY (tenant_id, pool, seq)
);
ALTER TABLE pool_snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_snapshot FORCE ROW LEVEL SECURITY;
CREATE POLICY pool_snapshot_tenant ON pool_snapshot
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
