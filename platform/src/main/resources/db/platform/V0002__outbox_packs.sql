-- A row may hold several events of its shard in one body, compressed: packed says how many, and the
-- other columns are those of the first. 0 is a row of one event.
ALTER TABLE outbox ADD COLUMN packed int NOT NULL DEFAULT 0;
-- Packs are compressed already, other large bodies are on their way out: not again by the database.
ALTER TABLE outbox ALTER COLUMN body SET STORAGE EXTERNAL;
