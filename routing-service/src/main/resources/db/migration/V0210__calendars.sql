-- Business hours are definitions as skills and queues are.
ALTER TABLE definition DROP CONSTRAINT definition_kind_check;
ALTER TABLE definition ADD CONSTRAINT definition_kind_check
  CHECK (kind IN ('settings', 'skill', 'calendar', 'queue'));
