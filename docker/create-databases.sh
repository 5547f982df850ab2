#!/bin/bash
# Run by PostgreSQL's image when its data is made: each service's own database, which only its own account may use.
set -euo pipefail

for service in projects billing notifications gateway; do
  psql -v ON_ERROR_STOP=1 -v name="closeout_$service" -v password="$POSTGRES_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
