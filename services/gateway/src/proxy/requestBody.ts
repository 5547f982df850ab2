import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

export class BodyTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`the body is larger than ${limit} bytes`);
  }
}

/** Bodies up to this size are taken whole, so that a slow sender does not occupy a connection to a service. */
const smallBody = 64 * 1024;

export function hasBody(req: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = req.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

export function isSmall(req: IncomingMessage): boolean {
  return req.headers['transfer-encoding'] === undefined && Number(req.headers['content-length']) <= smallBody;
}

export function announcesMoreThan(req: IncomingMessage, limit: number): boolean {
  return Number(req.headers['content-length'] ?? 0) > limit;
}

/** Calls back with the whole body; never, if the sender gives up. */
export function takeWhole(req: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
}

/**
 * The body as a stream of its own, counted as it passes. undici destroys a body whose request failed; were
 * that the incoming message itself, the client's connection would go with it, and no answer could be given.
 */
export function streamOf(req: IncomingMessage, limit: number): Readable {
  let size = 0;
  const body = new Readable({ read: () => void req.resume() });
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) body.destroy(new BodyTooLarge(limit));
    else if (!body.push(chunk)) req.pause();
  });
  req.on('end', () => body.push(null));
  req.on('close', () => {
    if (!req.complete) body.destroy(new Error('the client went away'));
  });
  // After a failure the rest is read and thrown away: only then can the client take in the answer.
  body.on('close', () => void req.resume());
  return body;
}
