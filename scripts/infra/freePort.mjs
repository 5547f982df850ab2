import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Handed out in this process: the one who asked may not listen yet. */
const handedOut = new Set();

// Below the range from which systems take the ports of outgoing connections, so that a port that is kept for the next
// start is not likely to be taken by one of those.
const lowest = 20_000;
const highest = 32_000;

/**
 * A free TCP port: the preferred one if nobody listens there, else any.
 *
 * @param {number} [preferred] the port of the last start, so that addresses stay
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export async function freePort(preferred, host = '127.0.0.1') {
  if (preferred && (await isFree(preferred, host))) return preferred;
  for (;;) {
    const port = randomInt(lowest, highest);
    if (handedOut.has(port) || !(await isFree(port, host))) continue;
    handedOut.add(port);
    return port;
  }
}

/** @param {number} port @param {string} [host] */
export async function isFree(port, host = '127.0.0.1') {
  try {
    await listenOnce(port, host);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE') return false;
    throw error;
  }
}

/** @param {number} port @param {string} host @returns {Promise<void>} */
function listenOnce(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()));
  });
}
