-- Files that agents send; the bytes are in the blob store under their ids.
CREATE TABLE attachment (
  id           uuid        PRIMARY KEY,
  tenant_id    uuid        NOT NULL,
  file_name    text        NOT NULL,
  content_type text        NOT NULL,
  claimed_type text        NOT NULL,
  size         bigint      NOT NULL,
  sha256       text        NOT NULL,
  scanned      boolean     NOT NULL,
  uploaded_by  text        NOT NULL,
  uploaded_at  timestamptz NOT NULL
);
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment FORCE ROW LEVEL SECURITY;
CREATE POLICY attachment_tenant ON attachment
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
