-- Merges that can be undone, identities that come and go, and the audit log.

-- The customer who absorbed this one, while a merge lasts.
ALTER TABLE customer ADD COLUMN merged_into uuid REFERENCES customer;
CREATE INDEX customer_absorbed ON customer (merged_into) WHERE merged_into IS NOT NULL;

-- Whose it was before the first merge of the thread that holds it; null for what came afterwards or
-- was never merged. The row itself always says whose it is now, so nobody who reads or writes a
-- thread has to know of merges.
ALTER TABLE message ADD COLUMN home_id uuid;
ALTER TABLE ticket ADD COLUMN home_id uuid;
ALTER TABLE identity ADD COLUMN home_id uuid;

-- Grows whenever messages or addresses change hands: what was read of a conversation before its lock
-- was taken still holds if this is the same.
ALTER TABLE conversation ADD COLUMN epoch int NOT NULL DEFAULT 0;

CREATE TABLE customer_merge (
  id             uuid        PRIMARY KEY,
  tenant_id      uuid        NOT NULL,
  survivor_id    uuid        NOT NULL REFERENCES customer,
  absorbed_id    uuid        NOT NULL REFERENCES customer,
  -- The name that the survivor took over from the absorbed one, having none.
  adopted_name   text,
  merged_at      timestamptz NOT NULL,
  merged_by      text        NOT NULL,
  reason         text,
  unmerged_at    timestamptz,
  unmerged_by    text,
  unmerge_reason text
);
CREATE INDEX customer_merge_survivor ON customer_merge (survivor_id, id);
CREATE INDEX customer_merge_absorbed ON customer_merge (absorbed_id, id);
-- A customer is absorbed once at a time.
CREATE UNIQUE INDEX customer_merge_standing ON customer_merge (absorbed_id) WHERE unmerged_at IS NULL;

-- Addresses that were somebody's: since when, until when, and who said so.
CREATE TABLE former_identity (
  id          uuid        PRIMARY KEY,
  tenant_id   uuid        NOT NULL,
  customer_id uuid        NOT NULL REFERENCES customer,
  address     text        NOT NULL,
  space       text        NOT NULL,
  channels    text[]      NOT NULL,
  evidence    text        NOT NULL,
  since       timestamptz NOT NULL,
  until       timestamptz NOT NULL,
  detached_by text        NOT NULL,
  reason      text
);
CREATE INDEX former_identity_customer ON former_identity (customer_id, id);

-- Who did what to whom. Appended only: the service's role may neither change nor delete an entry, and
-- each holds the hash of the one before, so that whoever may is found out.
CREATE TABLE audit_entry (
  tenant_id     uuid        NOT NULL,
  number        bigint      NOT NULL,
  at            timestamptz NOT NULL,
  actor         text        NOT NULL,
  action        text        NOT NULL,
  subject_kind  text        NOT NULL,
  subject_id    uuid        NOT NULL,
  detail        text        NOT NULL,
  note_hash     bytea,
  previous_hash bytea       NOT NULL,
  hash          bytea       NOT NULL,
  PRIMARY KEY (tenant_id, number)
);
CREATE INDEX audit_entry_subject ON audit_entry (tenant_id, subject_id, number);
-- What people typed: apart, since it may have to be erased. The chain holds a salted hash of it.
CREATE TABLE audit_note (
  tenant_id uuid   NOT NULL,
  number    bigint NOT NULL,
  salt      bytea  NOT NULL,
  text      text   NOT NULL,
  PRIMARY KEY (tenant_id, number)
);
-- The newest entry of each tenant: its lock orders them, and a cut end is missed.
CREATE TABLE audit_head (
  tenant_id uuid   PRIMARY KEY,
  number    bigint NOT NULL,
  hash      bytea  NOT NULL
) WITH (fillfactor = 50);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['customer_merge', 'former_identity', 'audit_entry', 'audit_note',
    'audit_head'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = threadline_tenant()) '
      'WITH CHECK (tenant_id = threadline_tenant())', name || '_tenant', name);
  END LOOP;
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM %I',
    replace(current_user, '_owner', '_app'));
END
$$;

-- Its body names the columns that the table had when it was made.
CREATE OR REPLACE FUNCTION tickets_to_close(resolved_for_seconds float8, most int)
RETURNS SETOF ticket
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT * FROM ticket
   WHERE status = 'resolved' AND resolved_at < now() - make_interval(secs => resolved_for_seconds)
   ORDER BY resolved_at
   LIMIT most;
END;
