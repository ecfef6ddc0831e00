#!/usr/bin/env bash
# Once, when the cluster is made: the roles and databases of the register and of Temporal. The app owns nothing.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
    --set=owner="$OWNER_PASSWORD" --set=app="$APP_PASSWORD" --set=temporal="$TEMPORAL_PASSWORD" <<'SQL'
create role hezheng_owner login password :'owner';
create role hezheng_app login password :'app';
create role temporal login password :'temporal';
create database hezheng template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C' owner hezheng_owner;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database hezheng from public;
grant connect, temporary on database hezheng to hezheng_app;
\connect hezheng
alter default privileges for role hezheng_owner grant select, insert, update, delete on tables to hezheng_app;
alter default privileges for role hezheng_owner grant usage, select on sequences to hezheng_app;
SQL
