-- Channel accounts, the raw vault, opt-outs and deliveries.

-- One configured endpoint of a channel. Secrets are sealed (AES-GCM, bound to the tenant); of the
-- key in the webhook's URL only the hash is needed to find the account.
CREATE TABLE channel_account (
  id           uuid        PRIMARY KEY,
  tenant_id    uuid        NOT NULL,
  channel      text        NOT NULL,
  provider     text        NOT NULL,
  display_name text        NOT NULL,
  address      text        NOT NULL,
  queue        text,
  language     text,
  settings     jsonb       NOT NULL DEFAULT '{}',
  secrets      bytea       NOT NULL,
  key_hash     text        NOT NULL UNIQUE,
  version      bigint      NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, channel, address)
);
-- Mail is delivered to an address before anybody knows whose it is, so one address is one account.
CREATE UNIQUE INDEX channel_account_mailbox ON channel_account (lower(address))
  WHERE channel = 'email';
ALTER TABLE channel_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_account FORCE ROW LEVEL SECURITY;
CREATE POLICY channel_account_tenant ON channel_account
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
-- For the two look-ups below, which run as the owner: a webhook names no tenant, it names a key.
CREATE POLICY channel_account_lookup ON channel_account FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION channel_account_of_key(hash text) RETURNS SETOF channel_account
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT * FROM channel_account WHERE key_hash = hash;
END;

CREATE FUNCTION channel_account_of_mailbox(mailbox text) RETURNS SETOF channel_account
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT * FROM channel_account WHERE channel = 'email' AND lower(address) = lower(mailbox);
END;

-- What arrived, to the byte: inline, or by the name of its blob. Failed ones say why.
CREATE TABLE raw_payload (
  tenant_id           uuid        NOT NULL,
  id                  uuid        NOT NULL,
  channel_account_id  uuid        NOT NULL,
  channel             text        NOT NULL,
  provider            text,
  provider_message_id text,
  suffix              text        NOT NULL,
  content_type        text        NOT NULL,
  sha256              text        NOT NULL,
  size                bigint      NOT NULL,
  body                bytea,
  blob                text,
  failure             text,
  received_at         timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX raw_payload_failed ON raw_payload (tenant_id, received_at DESC, id DESC)
  WHERE failure IS NOT NULL;
CREATE INDEX raw_payload_age ON raw_payload USING brin (received_at);
ALTER TABLE raw_payload ENABLE ROW LEVEL SECURITY;
ALTER TABLE raw_payload FORCE ROW LEVEL SECURITY;
CREATE POLICY raw_payload_tenant ON raw_payload
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

-- What is known of a customer's address on a channel: whether it wants silence, when it wrote last.
CREATE TABLE recipient (
  tenant_id    uuid        NOT NULL,
  channel      text        NOT NULL,
  address      text        NOT NULL,
  opted_out_at timestamptz,
  last_inbound timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, channel, address)
) WITH (fillfactor = 80);
ALTER TABLE recipient ENABLE ROW LEVEL SECURITY;
ALTER TABLE recipient FORCE ROW LEVEL SECURITY;
CREATE POLICY recipient_tenant ON recipient
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());

-- Outbound messages. "sending" is committed before the provider is called: a row found in that state
-- after a crash may have been taken, so it becomes uncertain and is never sent again.
CREATE TABLE delivery (
  tenant_id           uuid        NOT NULL,
  message_id          uuid        NOT NULL,
  position            bigint      GENERATED ALWAYS AS IDENTITY,
  conversation_id     uuid        NOT NULL,
  channel             text        NOT NULL,
  channel_account_id  uuid        NOT NULL,
  request             jsonb       NOT NULL,
  state               text        NOT NULL
    CHECK (state IN ('queued', 'sending', 'uncertain', 'sent', 'failed', 'delivered', 'read')),
  attempts            int         NOT NULL DEFAULT 0,
  due_at              timestamptz NOT NULL,
  claimed_by          text,
  claimed_at          timestamptz,
  provider_message_id text,
  code                text,
  reason              text,
  created_at          timestamptz NOT NULL DEFAULT now(),
  updated_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, message_id)
) WITH (fillfactor = 70);
CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'queued';
CREATE INDEX delivery_sending ON delivery (claimed_at) WHERE state = 'sending';
CREATE INDEX delivery_open ON delivery (tenant_id, conversation_id, position)
  WHERE state IN ('queued', 'sending');
CREATE INDEX delivery_listed ON delivery (tenant_id, state, position DESC);
ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY delivery_tenant ON delivery
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
-- For the functions below, which run as the owner: the dispatcher works for all tenants.
CREATE POLICY delivery_dispatch ON delivery TO CURRENT_USER USING (true) WITH CHECK (true);

-- Takes up to "most" due deliveries, the oldest of each conversation first and one at a time of each,
-- so that replies leave in the order in which they were written.
CREATE FUNCTION claim_deliveries(claimant text, most int) RETURNS SETOF delivery
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  UPDATE delivery d
     SET state = 'sending', attempts = attempts + 1, claimed_by = claimant,
         claimed_at = now(), updated_at = now()
    FROM (SELECT tenant_id, message_id
            FROM delivery q
           WHERE state = 'queued' AND due_at <= now()
             AND NOT EXISTS (SELECT FROM delivery earlier
                              WHERE earlier.tenant_id = q.tenant_id
                                AND earlier.conversation_id = q.conversation_id
                                AND earlier.state IN ('queued', 'sending')
                                AND earlier.position < q.position)
           ORDER BY due_at
           LIMIT most
             FOR UPDATE SKIP LOCKED) due
   WHERE d.tenant_id = due.tenant_id AND d.message_id = due.message_id
  RETURNING d.*;
END;

-- Deliveries whose call must be over: of this claimant's former life, or too old to be running. The
-- database's clock set claimed_at, and it decides here too.
CREATE FUNCTION abandoned_deliveries(claimant text, longest_call_seconds float8) RETURNS SETOF delivery
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT * FROM delivery
   WHERE state = 'sending' AND (claimed_by = claimant OR claimed_at < now() - make_interval(secs => longest_call_seconds))
   ORDER BY position
   LIMIT 500;
END;
