import { createServer } from 'node:net';

/** Handed out in this process: the one who asked may not listen yet. */
const handedOut = new Set();

/**
 * A free TCP port: the preferred one if nobody listens there, else any.
 *
 * @param {number} [preferred] the port of the last start, so that addresses stay
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export async function freePort(preferred, host = '127.0.0.1') {
  if (preferred && (await isFree(preferred, host))) return preferred;
  let port = await listenOnce(0, host);
  while (handedOut.has(port)) port = await listenOnce(0, host);
  handedOut.add(port);
  return port;
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

/** @param {number} port @param {string} host @returns {Promise<number>} */
function listenOnce(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(taken));
    });
  });
}
