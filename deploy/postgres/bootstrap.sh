#!/bin/sh
# Runs bootstrap.sql in the official postgres image: mount this file as
# /docker-entrypoint-initdb.d/10-bootstrap.sh and bootstrap.sql as /bootstrap.sql.
# Each role's password comes from an environment variable named after it, as INGEST_APP_PASSWORD.
set -eu

: "${INGEST_OWNER_PASSWORD:?}" "${INGEST_APP_PASSWORD:?}"
: "${ROUTING_OWNER_PASSWORD:?}" "${ROUTING_APP_PASSWORD:?}"
: "${CONVERSATION_OWNER_PASSWORD:?}" "${CONVERSATION_APP_PASSWORD:?}"
: "${KPI_OWNER_PASSWORD:?}" "${KPI_APP_PASSWORD:?}"

# psql reads the passwords them from its environment, so that they show
# neither in the process list nor in the server's log. One psql = one session, so the settings last.
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "${POSTGRES_DB:-threadline}" --quiet <<'SQL'
\getenv ingest_owner INGEST_OWNER_PASSWORD
\getenv ingest_app INGEST_APP_PASSWORD
\getenv routing_owner ROUTING_OWNER_PASSWORD
\getenv routing_app ROUTING_APP_PASSWORD
\getenv conversation_owner CONVERSATION_OWNER_PASSWORD
\getenv conversation_app CONVERSATION_APP_PASSWORD
\getenv kpi_owner KPI_OWNER_PASSWORD
\getenv kpi_app KPI_APP_PASSWORD
\o /dev/null
SELECT set_config('bootstrap.ingest_owner', :'ingest_owner', false),
       set_config('bootstrap.ingest_app', :'ingest_app', false),
       set_config('bootstrap.routing_owner', :'routing_owner', false),
       set_config('bootstrap.routing_app', :'routing_app', false),
       set_config('bootstrap.conversation_owner', :'conversation_owner', false),
       set_config('bootstrap.conversation_app', :'conversation_app', false),
       set_config('bootstrap.kpi_owner', :'kpi_owner', false),
       set_config('bootstrap.kpi_app', :'kpi_app', false);
\i /bootstrap.sql
SQL
