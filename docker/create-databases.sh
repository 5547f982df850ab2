#!/bin/bash
# Run by PostgreSQL's image when its data is made: each service's own database, which only its own account may use. The services
# are those whose passwords are in the environment (BILLING_DATABASE_PASSWORD). A password that is changed later is told to
# PostgreSQL with ALTER ROLE (README, "How to deploy").
set -euo pipefail

services=$(env | sed -n 's/^\([A-Z]*\)_DATABASE_PASSWORD=.*/\1/p' | sort)
for service in $services; do
  password="${service}_DATABASE_PASSWORD"
  psql -v ON_ERROR_STOP=1 -v name="closeout_${service,,}" -v password="${!password}" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
