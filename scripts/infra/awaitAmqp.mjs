import { connect } from 'node:net';
import { waitFor } from './waitFor.mjs';

/**
 * Waits until a broker greets on this port.
 *
 * @param {number} port
 * @param {{ host?: string, unless?: () => boolean, failure: string, limitMs?: number }} options
 */
export function awaitAmqp(port, { host = '127.0.0.1', limitMs = 120_000, ...options }) {
  return waitFor(() => greets(port, host), { limitMs, everyMs: 100, ...options });
}

/**
 * Says which protocol it speaks; a broker that serves answers with a frame of type 1 (method).
 *
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
function greets(port, host) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, timeout: 2_000 });
    const fail = (/** @type {Error | undefined} */ error) => {
      socket.destroy();
      reject(error ?? new Error('no greeting'));
    };
    socket.on('connect', () => socket.write(Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1])));
    socket.on('data', (answer) => {
      if (answer[0] !== 1) return fail(undefined);
      socket.destroy();
      resolve();
    });
    socket.on('timeout', () => fail(undefined));
    socket.on('error', fail);
    socket.on('close', () => reject(new Error('closed without a greeting')));
  });
}
