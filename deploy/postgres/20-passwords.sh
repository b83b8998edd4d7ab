#!/bin/sh
# Gives the three roles the passwords of .env. Runs once, when the container makes its cluster, after 10-roles.sql.
set -eu
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname postgres \
  -v owner="$CAPELINE_OWNER_PASSWORD" -v app="$CAPELINE_APP_PASSWORD" -v system="$CAPELINE_SYSTEM_PASSWORD" <<'SQL'
alter role capeline_owner password :'owner';
alter role capeline_app password :'app';
alter role capeline_system password :'system';
SQL
