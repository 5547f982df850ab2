import { createServer } from 'node:net';
import { once } from 'node:events';

// Below the ports that systems give to outgoing connections, and apart for tests that run side by side: nobody takes one
// between our looking and its service's listening.
const perWorker = 1_000;
const first = 12_000 + (Number(process.env['JEST_WORKER_ID'] ?? 0) % 16) * perWorker;
let taken = process.pid % perWorker;

/** A port of 127.0.0.1 that nothing listens on. No two calls give the same one. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < perWorker; tries += 1) {
    const port = first + ((taken += 1) % perWorker);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${first} on is free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    // Somebody else has it.
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
