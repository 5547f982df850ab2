import type { IncomingMessage } from 'node:http';
import { DomainError } from '@closeout/contracts/errors';
import { invalidRequest } from './problem.js';

/** `If-Match: "3"` → 3; `*` or nothing → null. @throws DomainError 400 for anything else */
export function readIfMatch(req: IncomingMessage): number | null {
  const header = req.headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  const match = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(header);
  if (match) return Number(match[1]);
  throw invalidRequest([
    {
      pointer: 'If-Match',
      code: 'invalid-format',
      detail: 'expected the ETag of the version you saw, such as "3"',
    },
  ]);
}

/** Throws 412 `stale-version` when If-Match was sent and another version is current. */
export function checkVersion(ifMatch: number | null, current: number): void {
  if (ifMatch === null || ifMatch === current) return;
  throw new DomainError('stale', 'stale-version', {
    detail: `You changed version ${ifMatch}, but version ${current} is current. Read it again.`,
    extra: { currentVersion: current },
  });
}

/** The ETag of an answer that carries a version. */
export function etagOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { version } = answer as { version?: unknown };
  return typeof version === 'number' ? `"${version}"` : null;
}

export function matchesNone(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
