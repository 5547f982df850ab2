import type { ServerResponse } from 'node:http';
import type { Caller } from '../callers/callerCache.js';

/** Event streams outlive the check of the token they began with: they end with the token, or with what it stands on. */
export interface OpenStreams {
  add(caller: Caller, res: ServerResponse, cut: () => void): void;
  end(subject: string): void;
  endAll(): void;
}

/** Node takes a longer delay for none at all. */
const longestDelay = 2 ** 31 - 1;

export function createOpenStreams(now: () => number): OpenStreams {
  const open = new Set<{ subject: string | null; cut: () => void }>();
  return {
    add({ subject, expiresAt }, res, cut) {
      const stream = { subject, cut };
      const expiry = setTimeout(cut, Math.min(longestDelay, Math.max(0, expiresAt - now())));
      open.add(stream);
      res.once('close', () => {
        clearTimeout(expiry);
        open.delete(stream);
      });
    },
    end(subject) {
      for (const stream of open) if (stream.subject === subject) stream.cut();
    },
    endAll() {
      for (const stream of open) stream.cut();
    },
  };
}
