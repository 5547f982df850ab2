import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../console/progress.mjs';

/**
 * @typedef {{ uid: number, gid: number }} Account
 *
 * @typedef {object} RunAs
 * @property {Account} [owner] of its files; ours if there is none
 * @property {Account} [account] to start the program with
 * @property {(program: string, args: string[]) => [string, string[]]} command what to start
 */

/**
 * PostgreSQL refuses to run as root. When we are root it runs as the account `postgres`, which is made if there is none.
 *
 * @param {string[]} paths what it must be able to reach
 * @returns {RunAs}
 */
export function runAs(paths) {
  if (process.getuid?.() !== 0) return { command: (program, args) => [program, args] };
  const account = findAccount() ?? makeAccount();
  if (paths.every((path) => isReachable(path)))
    return { owner: account, account, command: (program, args) => [program, args] };
  // The clone is in a folder closed to others, such as /root. The account is given the right to pass through.
  const { uid, gid } = account;
  const rights = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  return { owner: account, command: (program, args) => ['setpriv', [...rights, '--', program, ...args]] };
}

/** @returns {Account | undefined} */
export function findAccount() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** @returns {Account} */
function makeAccount() {
  try {
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch (cause) {
    throw new Refusal(
      'PostgreSQL does not run as root, and an account "postgres" could not be made: ' +
        'run this as an ordinary user, or name a server with DATABASE_URL.',
      { cause },
    );
  }
  const account = findAccount();
  if (!account)
    throw new Refusal(
      'The account "postgres" was made, but is not in /etc/passwd: run this as an ordinary user.',
    );
  return account;
}

/**
 * Whether every folder on the way may be passed through by everybody.
 *
 * @param {string} path
 */
function isReachable(path) {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
