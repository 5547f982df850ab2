import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxDrainedBytes } from './watchConnections.js';

/** How long a client that announced too much may go on sending before the connection is closed on it. */
const lingerMs = 1_000;

/** Whether more is still to come of a request than is read and thrown away: its connection cannot be used again. */
export function sendsTooMuch(req: IncomingMessage): boolean {
  return !req.complete && Number(req.headers['content-length'] ?? 0) > maxDrainedBytes;
}

/**
 * Ends the answer to a request that is refused before all of it has come. Mostly Node reads what is left, and the connection
 * goes on. With too much to come (`sendsTooMuch`; the answer then says `Connection: close`) it is closed, but not at once: what
 * arrives at a closed socket is answered with a reset, and the client would never see why it was refused.
 */
export function endEarly(req: IncomingMessage, res: ServerResponse, text: string): void {
  if (req.method === 'HEAD') return void res.end();
  if (!sendsTooMuch(req)) return void res.end(text);
  res.write(text);
  req.resume();
  const close = () => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(close, lingerMs);
  req.once('close', close);
}
