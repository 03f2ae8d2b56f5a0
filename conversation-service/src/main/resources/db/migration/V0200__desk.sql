-- What people write on a ticket. All of it may be empty, so that opening a ticket costs no more.
ALTER TABLE ticket
  ADD COLUMN category         text,
  ADD COLUMN complaint        boolean NOT NULL DEFAULT false,
  ADD COLUMN root_cause       text,
  ADD COLUMN tags             text[],
  ADD COLUMN participants     text[],
  ADD COLUMN fields           jsonb,
  ADD COLUMN follow_up_at     timestamptz,
  ADD COLUMN follow_up_told   boolean NOT NULL DEFAULT false,
  ADD COLUMN snoozed_until    timestamptz,
  ADD COLUMN merged_into      uuid,
  ADD COLUMN sla              jsonb,
  ADD COLUMN due_at           timestamptz;
-- What is due is read from the tickets themselves: there is no timer that a crash could lose.
CREATE INDEX ticket_snoozed ON ticket (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX ticket_follow_up ON ticket (follow_up_at)
  WHERE follow_up_at IS NOT NULL AND NOT follow_up_told;

-- What lists can ask for besides columns: 'tag:vip', 'participant:agent2', 'category:billing',
-- 'field:plan=gold', 'complaint'. Newest tickets first, from the key itself.
CREATE TABLE ticket_term (
  tenant_id uuid NOT NULL,
  term      text NOT NULL,
  ticket_id uuid NOT NULL REFERENCES ticket ON DELETE CASCADE,
  PRIMARY KEY (tenant_id, term, ticket_id)
);
CREATE INDEX ticket_term_ticket ON ticket_term (ticket_id);

-- Things that people set up and edit, each kind of them a document of its own form.
CREATE TABLE setup (
  id         uuid        PRIMARY KEY,
  tenant_id  uuid        NOT NULL,
  kind       text        NOT NULL,
  owner      text,
  name       text        NOT NULL,
  body       jsonb       NOT NULL,
  version    bigint      NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL,
  updated_by text        NOT NULL
);
-- A name is used once among what everybody sees, and once by each agent for their own.
CREATE UNIQUE INDEX setup_name ON setup (tenant_id, kind, coalesce(owner, ''), lower(name));

-- What an agent has promised a customer.
CREATE TABLE promise (
  id              uuid        PRIMARY KEY,
  tenant_id       uuid        NOT NULL,
  ticket_id       uuid        NOT NULL REFERENCES ticket ON DELETE CASCADE,
  text            text        NOT NULL,
  due_at          timestamptz NOT NULL,
  made_by         text        NOT NULL,
  made_at         timestamptz NOT NULL,
  kept_at         timestamptz,
  kept_by         text,
  reminded        boolean     NOT NULL DEFAULT false,
  version         bigint      NOT NULL DEFAULT 0
);
CREATE INDEX promise_ticket ON promise (ticket_id);
CREATE INDEX promise_due ON promise (due_at) WHERE kept_at IS NULL AND NOT reminded;

-- How far each agent has read each thread.
CREATE TABLE read_state (
  tenant_id       uuid        NOT NULL,
  agent           text        NOT NULL,
  conversation_id uuid        NOT NULL,
  seq             bigint      NOT NULL,
  read_at         timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, agent)
);

-- What agents have begun to write.
CREATE TABLE draft (
  tenant_id       uuid        NOT NULL,
  agent           text        NOT NULL,
  conversation_id uuid        NOT NULL,
  ticket_id       uuid,
  note            boolean     NOT NULL,
  channel         text,
  text            text        NOT NULL,
  version         bigint      NOT NULL,
  saved_at        timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, agent, conversation_id)
);

-- Who was named in which note, and whether they have looked.
CREATE TABLE mention (
  tenant_id       uuid        NOT NULL,
  agent           text        NOT NULL,
  message_id      uuid        NOT NULL,
  conversation_id uuid        NOT NULL,
  ticket_id       uuid        NOT NULL,
  seq             bigint      NOT NULL,
  by_agent        text        NOT NULL,
  excerpt         text        NOT NULL,
  at              timestamptz NOT NULL,
  seen_at         timestamptz,
  PRIMARY KEY (tenant_id, agent, message_id)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ticket_term', 'setup', 'promise', 'read_state', 'draft', 'mention'] LOOP
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

-- For the function below, which runs as the owner: the job works for all tenants.
CREATE POLICY promise_reminding ON promise FOR SELECT TO CURRENT_USER USING (true);

-- The tickets that have something due: a snooze that is over, a follow-up, a promise.
CREATE FUNCTION tickets_due(most int) RETURNS TABLE (tenant_id uuid, ticket_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  (SELECT t.tenant_id, t.id FROM ticket AS t WHERE t.snoozed_until <= now()
    ORDER BY t.snoozed_until LIMIT most)
  UNION
  (SELECT t.tenant_id, t.id FROM ticket AS t WHERE t.follow_up_at <= now()
      AND NOT t.follow_up_told
    ORDER BY t.follow_up_at LIMIT most)
  UNION
  (SELECT p.tenant_id, p.ticket_id FROM promise AS p
    WHERE p.due_at <= now() AND p.kept_at IS NULL AND NOT p.reminded ORDER BY p.due_at LIMIT most);
END;
