-- Makes Capeline's database and its three roles on a PostgreSQL 15 or newer. A superuser runs this file once:
--   psql -v ON_ERROR_STOP=1 -f deploy/postgres/10-roles.sql postgresql://postgres@HOST/postgres
-- and then gives the roles passwords, which is why none stand here:
--   alter role capeline_owner password '…'; alter role capeline_app password '…'; alter role capeline_system password '…';

-- Owns the tables and migrates them, nothing else. It must inherit: up to version 15 it may create in schema public only as a member of
-- pg_database_owner. Creating databases lets it compare the schema against a scratch one.
create role capeline_owner login nosuperuser nobypassrls nocreaterole noreplication inherit createdb;

-- Serves firms, bound by row-level security. API and worker refuse to start with a role that is not.
create role capeline_app login nosuperuser nobypassrls nocreaterole noreplication noinherit nocreatedb;

-- Does what happens before a firm is known: sign-in, relay, watchdog. Sees only the columns that this needs.
create role capeline_system login nosuperuser nobypassrls nocreaterole noreplication noinherit nocreatedb;

create database capeline owner capeline_owner template template0 encoding 'UTF8';
revoke all on database capeline from public;
-- Imports are staged in temporary tables.
grant connect, temporary on database capeline to capeline_app;
grant connect on database capeline to capeline_system;
