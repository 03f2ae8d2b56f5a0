#!/bin/sh
# Gives Keycloak its own database and role in the official postgres image, beside ours.
set -eu

: "${KEYCLOAK_DATABASE_PASSWORD:?}"

# psql reads the password from its environment, so that it shows neither in the process list nor here.
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --quiet <<'SQL'
\getenv password KEYCLOAK_DATABASE_PASSWORD
CREATE ROLE keycloak LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
SQL
