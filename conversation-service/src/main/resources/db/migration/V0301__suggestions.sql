-- Customers who may be one person: suggested to agents, never merged by themselves.

ALTER TABLE customer ADD COLUMN birth_date date;

-- What customers wrote of themselves: addresses in signatures, and the like. Guesses, for comparison.
CREATE TABLE customer_trait (
  tenant_id   uuid        NOT NULL,
  customer_id uuid        NOT NULL REFERENCES customer,
  trait       text        NOT NULL,
  value       text        NOT NULL,
  noted_at    timestamptz NOT NULL,
  PRIMARY KEY (customer_id, trait, value)
);

-- What a customer was last compared by, so that a change takes back what it had added.
CREATE TABLE likeness_profile (
  tenant_id   uuid     NOT NULL,
  customer_id uuid     PRIMARY KEY REFERENCES customer,
  words       text[]   NOT NULL,
  keys        bigint[] NOT NULL
);
-- Only customers who share a key are compared. Keys are hashes.
CREATE TABLE blocking_key (
  tenant_id   uuid   NOT NULL,
  key         bigint NOT NULL,
  customer_id uuid   NOT NULL,
  PRIMARY KEY (tenant_id, key, customer_id)
);
-- How many customers have a word in their name; the empty word is everybody's.
CREATE TABLE word_count (
  tenant_id uuid   NOT NULL,
  word      text   NOT NULL,
  customers bigint NOT NULL,
  PRIMARY KEY (tenant_id, word)
) WITH (fillfactor = 70);

-- A pair, the smaller id first. A dismissed pair stays dismissed.
CREATE TABLE suggestion (
  tenant_id    uuid        NOT NULL,
  one_id       uuid        NOT NULL REFERENCES customer,
  other_id     uuid        NOT NULL REFERENCES customer,
  bits         real        NOT NULL,
  reasons      text[]      NOT NULL,
  state        text        NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed')),
  suggested_at timestamptz NOT NULL,
  decided_at   timestamptz,
  decided_by   text,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
);
CREATE INDEX suggestion_other ON suggestion (other_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['customer_trait', 'likeness_profile', 'blocking_key', 'word_count',
    'suggestion'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = threadline_tenant()) '
      'WITH CHECK (tenant_id = threadline_tenant())', name || '_tenant', name);
  END LOOP;
END
$$;

-- Read when it is called, so that tickets may get more columns.
DROP FUNCTION tickets_to_close(float8, int);
CREATE FUNCTION tickets_to_close(resolved_for_seconds float8, most int) RETURNS SETOF ticket
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT * FROM ticket
   WHERE status = 'resolved' AND resolved_at < now() - make_interval(secs => resolved_for_seconds)
   ORDER BY resolved_at
   LIMIT most;
$$;

-- How far agents had read the survivor's thread before a merge numbered it anew.
CREATE TABLE read_state_before_merge (
  merge_id  uuid   NOT NULL REFERENCES customer_merge,
  tenant_id uuid   NOT NULL,
  agent     text   NOT NULL,
  seq       bigint NOT NULL,
  PRIMARY KEY (merge_id, agent)
);
ALTER TABLE read_state_before_merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE read_state_before_merge FORCE ROW LEVEL SECURITY;
CREATE POLICY read_state_before_merge_tenant ON read_state_before_merge
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
