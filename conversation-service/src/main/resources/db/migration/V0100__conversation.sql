-- Customers, their one conversation, its messages and tickets.
--
-- Locks are taken in this order, so that two instances never wait for each other in a circle:
-- identities in the order of their keys, then conversations in the order of their ids. Messages and
-- tickets are written only under the lock of their conversation's row.

CREATE TABLE customer (
  id           uuid        PRIMARY KEY,
  tenant_id    uuid        NOT NULL,
  display_name text,
  version      bigint      NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL
);

-- An address and whose it is. Phone numbers are one space for every channel that uses them, so a
-- person who writes by SMS and by WhatsApp from one number is one customer.
CREATE TABLE identity (
  tenant_id   uuid        NOT NULL,
  address     text        NOT NULL,
  space       text        NOT NULL,
  channels    text[]      NOT NULL,
  customer_id uuid        NOT NULL REFERENCES customer,
  evidence    text        NOT NULL CHECK (evidence IN ('attested', 'verified', 'guessed')),
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, address, space)
);
CREATE INDEX identity_customer ON identity (customer_id);

-- The one thread of a customer. last_seq is the seq of its newest message; last_inbound_* say where
-- a reply goes when the agent does not choose.
CREATE TABLE conversation (
  id                   uuid        PRIMARY KEY,
  tenant_id            uuid        NOT NULL,
  customer_id          uuid        NOT NULL UNIQUE REFERENCES customer,
  last_seq             bigint      NOT NULL DEFAULT 0,
  last_inbound_seq     bigint,
  last_inbound_channel text,
  last_inbound_account uuid,
  last_inbound_address text,
  last_agent           text,
  created_at           timestamptz NOT NULL
) WITH (fillfactor = 70);

-- One request for help. priority_rank orders what the names of priority do not.
CREATE TABLE ticket (
  id                 uuid        PRIMARY KEY,
  tenant_id          uuid        NOT NULL,
  customer_id        uuid        NOT NULL REFERENCES customer,
  conversation_id    uuid        NOT NULL REFERENCES conversation,
  status             text        NOT NULL CHECK (status IN
    ('new', 'open', 'pending', 'on_hold', 'resolved', 'closed', 'spam', 'abandoned')),
  priority           text        NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  channel            text        NOT NULL,
  channel_account_id uuid        NOT NULL,
  queue              text,
  language           text,
  assignee           text,
  last_assignee      text,
  opened_at          timestamptz NOT NULL,
  first_replied_at   timestamptz,
  first_replied_by   text,
  resolved_at        timestamptz,
  resolved_by        text,
  version            bigint      NOT NULL DEFAULT 0,
  routed_pool        text,
  routed_epoch       bigint,
  routed_seq         bigint,
  routed_ordinal     int
) WITH (fillfactor = 80);
-- What a message can join; small, since tickets leave it when they are closed.
CREATE INDEX ticket_joinable ON ticket (conversation_id, id)
  WHERE status IN ('new', 'open', 'pending', 'on_hold', 'resolved');
-- The lists, newest first.
CREATE INDEX ticket_list ON ticket (tenant_id, id);
CREATE INDEX ticket_by_status ON ticket (tenant_id, status, id);
CREATE INDEX ticket_by_assignee ON ticket (tenant_id, assignee, id) WHERE assignee IS NOT NULL;
CREATE INDEX ticket_by_queue ON ticket (tenant_id, queue, id) WHERE queue IS NOT NULL;
CREATE INDEX ticket_by_customer ON ticket (customer_id, id);

-- The thread. No foreign keys here: rows are written only under the lock of their conversation,
-- which proves it, and each key would cost the hot path a look-up per row.
CREATE TABLE message (
  conversation_id     uuid        NOT NULL,
  seq                 bigint      NOT NULL,
  id                  uuid        NOT NULL,
  tenant_id           uuid        NOT NULL,
  ticket_id           uuid,
  direction           text        NOT NULL CHECK (direction IN ('inbound', 'outbound', 'note')),
  channel             text,
  channel_account_id  uuid,
  address             text,
  author_kind         text        NOT NULL CHECK (author_kind IN ('customer', 'agent', 'bot')),
  author              text,
  subject             text,
  text                text        NOT NULL,
  quoted_text         text,
  html                text,
  attachments         jsonb,
  keyword             text,
  unsupported_type    text,
  provider_message_id text,
  reference_ids       text[],
  content_hash        text,
  delivery            text,
  delivery_code       text,
  delivery_reason     text,
  provider_time       timestamptz,
  received_at         timestamptz NOT NULL,
  PRIMARY KEY (conversation_id, seq)
);
-- Two deliveries of one message by its provider.
CREATE UNIQUE INDEX message_inbound_once ON message (tenant_id, channel_account_id, provider_message_id)
  WHERE direction = 'inbound';
-- Delivery reports and replies name what we sent.
CREATE UNIQUE INDEX message_outbound ON message (id) WHERE direction = 'outbound';
CREATE INDEX message_outbound_provider ON message (conversation_id, provider_message_id)
  WHERE direction = 'outbound' AND provider_message_id IS NOT NULL;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['customer', 'identity', 'conversation', 'ticket', 'message'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = threadline_tenant()) '
      'WITH CHECK (tenant_id = threadline_tenant())', name || '_tenant', name);
  END LOOP;
END
$$;
