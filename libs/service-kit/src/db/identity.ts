/**
 * A restored or moved database has another identity: its server (or the server's timeline, after a recovery to a point in
 * time), the database in it, or the table is another one. Null before the migrations were applied.
 */
export const identitySql = `
  SELECT (SELECT system_identifier FROM pg_control_system()) || ':' || CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END
    || ':' || (SELECT oid FROM pg_database WHERE datname = current_database())
    || ':' || to_regclass('kit.event_log')::oid AS identity`;
