import type { IncomingMessage } from 'node:http';
import { bodyTooLarge, defaultMaxBodyBytes } from '@closeout/service-kit/http';
import { bodyLimitOf } from './bodyLimits.js';

export function hasBody(req: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = req.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

/** Waits for what a larger body needs; calls back when it may be read on, or is refused. */
export type MakeRoom = (go: () => void, refused: (error: unknown) => void) => void;

/**
 * Calls back with the whole body, so that a slow sender does not occupy a place at a service; with an error (413, or what
 * `makeRoom` says) as soon as it is known that it will not be taken, and never if the sender gives up or takes too long (the
 * server answers that with 408). What comes of a refused body is thrown away.
 */
export function takeWhole(
  req: IncomingMessage,
  makeRoom: MakeRoom,
  done: (error: unknown, body: Buffer | null) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let limit = defaultMaxBodyBytes;
  let over = false;
  let reading = true;

  function finish(error: unknown, body: Buffer | null): void {
    if (over) return;
    over = true;
    chunks.length = 0;
    done(error, body);
  }

  /** Most operations take no more than `limit`; what the others take is looked up only for those who send so much. */
  function raiseLimit(expected: number): void {
    const allowed = bodyLimitOf(req.method ?? '', req.url ?? '');
    if (expected > allowed) return finish(bodyTooLarge(allowed), null);
    limit = allowed;
    reading = false;
    const goOn = () => {
      reading = true;
      req.resume();
    };
    makeRoom(goOn, (error) => {
      finish(error, null);
      goOn(); // to be thrown away
    });
  }

  const announced = Number(req.headers['content-length'] ?? 0);
  if (announced > limit) raiseLimit(announced);
  req.on('data', (chunk: Buffer) => {
    if (over) return;
    size += chunk.length;
    if (size > limit) raiseLimit(size);
    if (over) return;
    chunks.push(chunk);
    if (!reading) req.pause();
  });
  req.on('end', () => finish(null, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
  if (!reading) req.pause();
}
