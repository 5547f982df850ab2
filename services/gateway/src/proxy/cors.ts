import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderList } from './forwardedHeaders.js';

const readable = 'ETag, Retry-After, X-Request-Id, Idempotency-Replayed, Location, Content-Disposition';
const sendable =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, X-Api-Key, X-Request-Id';

export interface Cors {
  /** What a browser needs to see on the answer; nothing for origins that are not ours. */
  headers(req: IncomingMessage): HeaderList;
  /** Answers a preflight request; false if it is none. */
  preflight(req: IncomingMessage, res: ServerResponse): boolean;
}

const none: HeaderList = [];

/** Off unless origins are named. Tokens travel in a header, so credentials (cookies) are never allowed. */
export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins);
  const headers = (req: IncomingMessage): HeaderList => {
    const { origin } = req.headers;
    if (origin === undefined || !allowed.has(origin)) return none;
    return [
      'access-control-allow-origin',
      origin,
      'access-control-expose-headers',
      readable,
      'vary',
      'Origin',
    ];
  };
  return {
    headers,
    preflight(req, res) {
      if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined)
        return false;
      const allow = headers(req);
      if (allow.length === 0) return false;
      res.writeHead(204, [
        ...allow,
        'access-control-allow-methods',
        'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers',
        sendable,
        'access-control-max-age',
        '600',
      ]);
      res.end();
      return true;
    },
  };
}
