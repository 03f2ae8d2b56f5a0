-- Roles, schemas and privileges of the four services, for the local run, compose and Helm alike.
--
-- Run by a superuser inside the database "threadline". Plain SQL, no psql commands, and safe to run
-- again. The password of each role ROLE is read from the session setting "bootstrap.ROLE"; set it first,
-- as  SELECT set_config('bootstrap.ingest_app', '...', false)  (bootstrap.sh does so in a container).
--
-- Per service: a schema, an owner role that migrates it, and an app role that only uses it. The app role
-- owns nothing and cannot bypass row-level security, so tenancy holds even against our own mistakes.

DO $$
DECLARE
  service text;
  member text;
BEGIN
  FOREACH service IN ARRAY ARRAY['ingest', 'routing', 'conversation', 'kpi'] LOOP
    FOREACH member IN ARRAY ARRAY[service || '_owner', service || '_app'] LOOP
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = member) THEN
        EXECUTE format('CREATE ROLE %I', member);
      END IF;
      EXECUTE format(
        'ALTER ROLE %I WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD %L',
        member, current_setting('bootstrap.' || member));
      EXECUTE format('ALTER ROLE %I SET search_path = %I, public', member, service);
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), member);
    END LOOP;

    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %1$I AUTHORIZATION %2$I', service, service || '_owner');
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', service, service || '_app');
    EXECUTE format(
      'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I',
      service || '_owner', service, service || '_app');
    EXECUTE format(
      'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO %I',
      service || '_owner', service, service || '_app');
    EXECUTE format(
      'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT EXECUTE ON FUNCTIONS TO %I',
      service || '_owner', service, service || '_app');
  END LOOP;

  -- Nobody else gets in, and nobody creates anything beside the four schemas.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;
