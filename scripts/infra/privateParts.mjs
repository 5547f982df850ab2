// For tests that kill a broker or a database: one of their own, which can be started again on the same port and data.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { testNamespaces } from './brokerAccounts.mjs';
import { startPostgres } from './postgres.mjs';
import { findRabbit } from './rabbit.mjs';
import { waitFor } from './waitFor.mjs';

/**
 * @param {{ dir: string }} options an empty folder, or one that it was given before
 * @returns {Promise<import('./privateParts.mjs').PrivateRabbit>}
 */
export async function startPrivateRabbit({ dir }) {
  mkdirSync(dir, { recursive: true });
  const source = await findRabbit();
  return privatePart((port) =>
    source.start({
      dir: join(dir, 'rabbitmq'),
      logFile: join(dir, 'rabbitmq.log'),
      namespace: testNamespaces,
      port,
    }),
  );
}

/**
 * @param {{ dir: string, settings?: Record<string, string | number> }} options
 * @returns {Promise<import('./privateParts.mjs').PrivatePostgres>}
 */
export async function startPrivatePostgres({ dir, settings }) {
  mkdirSync(dir, { recursive: true });
  return privatePart((port) =>
    startPostgres({
      dir: join(dir, 'postgres'),
      logFile: join(dir, 'postgres.log'),
      port,
      settings: { max_connections: 400, ...settings },
    }),
  );
}

/**
 * @template {import('./startProcess.mjs').RunningProcess & { port: number, url: string }} Part
 * @param {(port?: number) => Promise<Part>} start
 */
async function privatePart(start) {
  let running = await start();
  const { url, port } = running;
  return {
    url,
    port,
    get pid() {
      return running.pid;
    },
    kill: (/** @type {NodeJS.Signals | undefined} */ signal) => running.kill(signal),
    stop: () => running.stop(),
    async start() {
      // The processes of a killed one's connections end a moment after it, and hold its memory until then.
      running = await waitFor(() => start(port), {
        limitMs: 60_000,
        everyMs: 200,
        failure: 'what was killed did not start again',
      });
    },
    control: (/** @type {string[]} */ ...args) => /** @type {any} */ (running).control(...args),
  };
}
