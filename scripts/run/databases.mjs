import pg from 'pg';
import { Refusal } from '../console/progress.mjs';
import { serviceNames } from '../root.mjs';

/** @typedef {Record<import('../root.mjs').ServiceName, string>} DatabaseUrls */

/** The variable that names a service's database: PROJECTS_DATABASE_URL and so on. @param {string} service */
const variable = (service) => `${service.toUpperCase()}_DATABASE_URL`;

/** Whether every service's database is named, so that no server is needed from us. */
export const allDatabasesNamed = () => serviceNames.every((service) => process.env[variable(service)]);

/**
 * Each service's own database on the given server, made where it is missing.
 *
 * @param {string | undefined} serverUrl names a database of that server; the services' are called after it
 * @returns {Promise<DatabaseUrls>}
 */
export async function serviceDatabases(serverUrl) {
  const entries = serviceNames.map((service) => [
    service,
    process.env[variable(service)] ?? databaseUrl(serverUrl, service),
  ]);
  const missing = serviceNames.filter((service) => !process.env[variable(service)]);
  if (serverUrl && missing.length > 0)
    await createDatabases(
      serverUrl,
      missing.map((service) => databaseName(serverUrl, service)),
    );
  return Object.fromEntries(entries);
}

/** @param {string} serverUrl @param {string} service */
function databaseName(serverUrl, service) {
  const base = decodeURIComponent(new URL(serverUrl).pathname.slice(1));
  return `${base === '' || base === 'postgres' ? 'closeout' : base}_${service}`;
}

/** @param {string | undefined} serverUrl @param {string} service */
export function databaseUrl(serverUrl, service) {
  if (!serverUrl) throw new Refusal(`${variable(service)} is not set.`);
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(databaseName(serverUrl, service))}`;
  return String(url);
}

/** @param {string} serverUrl @param {string[]} names */
async function createDatabases(serverUrl, names) {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 });
  const where = () => new URL(serverUrl).host;
  await client.connect().catch((cause) => {
    throw new Refusal(`The PostgreSQL at ${where()} cannot be used: ${cause.message || cause.code}`, {
      cause,
    });
  });
  try {
    const { rows } = await client.query('select datname from pg_database where datname = any($1)', [names]);
    const existing = new Set(rows.map((row) => row.datname));
    for (const name of names)
      if (!existing.has(name)) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (cause) {
    throw new Refusal(
      `The databases ${names.join(', ')} cannot be made on ${where()}: ${/** @type {Error} */ (cause).message}`,
      { cause },
    );
  } finally {
    await client.end();
  }
}
