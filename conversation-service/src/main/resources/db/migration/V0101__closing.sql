-- Resolved tickets end for good after a while: what is due is read from the tickets themselves, so there
-- is no timer that a crash could lose.
CREATE INDEX ticket_resolved ON ticket (resolved_at) WHERE status = 'resolved';
-- For the function below, which runs as the owner: the job works for all tenants.
CREATE POLICY ticket_closing ON ticket FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION tickets_to_close(resolved_for_seconds float8, most int) RETURNS SETOF ticket
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT * FROM ticket
   WHERE status = 'resolved' AND resolved_at < now() - make_interval(secs => resolved_for_seconds)
   ORDER BY resolved_at
   LIMIT most;
END;
