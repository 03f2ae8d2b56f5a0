-- What is searched. Filled from our own events after they were published, so that a message in the
-- thread costs no more than before.

-- Messages, numbered as they came. bucket names about 8,000 of them, so that the newest can be looked
-- at first: without it a common word would be read in all messages to show the newest twenty.
CREATE TABLE search_message (
  n               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bucket          int         GENERATED ALWAYS AS ((n / 8192)::int) STORED,
  tenant_id       uuid        NOT NULL,
  message_id      uuid        NOT NULL,
  conversation_id uuid        NOT NULL,
  ticket_id       uuid,
  direction       text        NOT NULL,
  channel         text,
  author          text,
  at              timestamptz NOT NULL,
  text            text        NOT NULL,
  tsv             tsvector    NOT NULL
);
CREATE INDEX search_message_conversation ON search_message (conversation_id);
CREATE INDEX search_message_words ON search_message USING gin (tenant_id, bucket, tsv)
  WITH (gin_pending_list_limit = 512);

-- Each word that was ever written, to find what a mistyped one may mean.
CREATE TABLE search_word (
  tenant_id uuid NOT NULL,
  word      text NOT NULL,
  PRIMARY KEY (tenant_id, word)
);
CREATE INDEX search_word_like ON search_word USING gin (tenant_id, word public.gin_trgm_ops);

-- Names and addresses of customers.
CREATE TABLE search_customer (
  customer_id uuid PRIMARY KEY,
  tenant_id   uuid NOT NULL,
  text        text NOT NULL
);
CREATE INDEX search_customer_like ON search_customer USING gin (tenant_id, text public.gin_trgm_ops);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['search_message', 'search_word', 'search_customer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = threadline_tenant()) '
      'WITH CHECK (tenant_id = threadline_tenant())', name || '_tenant', name);
    -- For the functions below, which run as the owner and name the tenant themselves: an operator
    -- that is not leakproof, as all of full text search, uses no index under row-level security.
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO CURRENT_USER USING (true)',
      name || '_search', name);
  END LOOP;
END
$$;

-- The words of a text as they stand, and their stems in the languages that its script may be.
-- PostgreSQL has no stemmer for Kyrgyz: words are searched by their beginning too.
CREATE FUNCTION search_vector(text text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple', text)
  || CASE WHEN text ~ '[԰-֏]' THEN to_tsvector('pg_catalog.armenian', text) ELSE ''::tsvector END
  || CASE WHEN text ~ '[֐-׿]' THEN to_tsvector('pg_catalog.yiddish', text) ELSE ''::tsvector END
  || CASE WHEN text ~ '[A-Za-z]' THEN to_tsvector('pg_catalog.english', text)
       || to_tsvector('pg_catalog.basque', text) ELSE ''::tsvector END;

-- A word of a query: as it stands, as the beginning of one if it is long enough, and its stems.
CREATE FUNCTION search_word_query(word text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsquery('pg_catalog.simple',
    quote_literal(word) || CASE WHEN length(word) > 2 THEN ':*' ELSE '' END)
  || CASE WHEN word ~ '[԰-֏]' THEN plainto_tsquery('pg_catalog.armenian', word) ELSE ''::tsquery END
  || CASE WHEN word ~ '[֐-׿]' THEN plainto_tsquery('pg_catalog.yiddish', word) ELSE ''::tsquery END
  || CASE WHEN word ~ '[A-Za-z]' THEN plainto_tsquery('pg_catalog.english', word)
       || plainto_tsquery('pg_catalog.basque', word) ELSE ''::tsquery END;

-- The newest messages of the caller's tenant that match, of a range of buckets that the index knows.
CREATE FUNCTION search_recent(query tsquery, low int, high int, before bigint, most int)
RETURNS SETOF search_message
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT * FROM search_message
   WHERE tenant_id = threadline_tenant() AND bucket BETWEEN low AND high AND tsv @@ query
     AND n < before
   ORDER BY n DESC LIMIT most
$$;

-- The same of all buckets up to one: for words that are rare, which are read as a whole.
CREATE FUNCTION search_older(query tsquery, high int, before bigint, most int)
RETURNS SETOF search_message
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT * FROM search_message
   WHERE tenant_id = threadline_tenant() AND bucket + 0 <= high AND tsv @@ query AND n < before
   ORDER BY n DESC LIMIT most
$$;

-- Words that look like one.
CREATE FUNCTION search_like(wanted text, most int) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT word FROM search_word
   WHERE tenant_id = threadline_tenant() AND word OPERATOR(public.%) wanted
   ORDER BY public.similarity(word, wanted) DESC, word LIMIT most
$$;

-- Customers whose names and addresses have all of the patterns, or look like the text.
CREATE FUNCTION search_customers(wanted text, patterns text[], most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT customer_id FROM search_customer
   WHERE tenant_id = threadline_tenant()
     AND (text LIKE ALL (patterns) OR wanted OPERATOR(public.<%) text)
   ORDER BY (text LIKE ALL (patterns)) DESC, public.word_similarity(wanted, text) DESC, customer_id
   LIMIT most
$$;
