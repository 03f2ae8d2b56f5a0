-- How far each IMAP mailbox has been read, and which instance reads it. PostgreSQL's clock decides.
CREATE TABLE imap_cursor (
  tenant_id          uuid        NOT NULL,
  channel_account_id uuid        NOT NULL,
  folder             text        NOT NULL,
  uid_validity       bigint,
  last_uid           bigint      NOT NULL DEFAULT 0,
  read_at            timestamptz NOT NULL DEFAULT now(),
  leased_by          text,
  leased_until       timestamptz,
  PRIMARY KEY (tenant_id, channel_account_id, folder)
);
ALTER TABLE imap_cursor ENABLE ROW LEVEL SECURITY;
ALTER TABLE imap_cursor FORCE ROW LEVEL SECURITY;
CREATE POLICY imap_cursor_tenant ON imap_cursor
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

-- The reader of mailboxes works for all tenants.
CREATE FUNCTION channel_accounts_with_imap() RETURNS SETOF channel_account
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT * FROM channel_account WHERE channel = 'email' AND settings ? 'imapHost' ORDER BY id LIMIT 1000;
END;
