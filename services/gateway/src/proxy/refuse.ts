import type { IncomingMessage, ServerResponse } from 'node:http';
import { endEarly, problemOf, sendsTooMuch } from '@closeout/service-kit/http';
import type { Logger } from '@closeout/service-kit/observability';
import type { HeaderList } from './forwardedHeaders.js';

/** For answers that neither a service nor Express gives. */
const security: HeaderList = [
  'content-security-policy',
  "default-src 'none';frame-ancestors 'none'",
  'x-content-type-options',
  'nosniff',
  'referrer-policy',
  'no-referrer',
  'cache-control',
  'no-store',
];

export interface Refusal {
  req: IncomingMessage;
  res: ServerResponse;
  requestId: string;
  headers: HeaderList;
  log: Logger;
}

/** Answers a request with the problem document of an error, before it got to anybody. */
export function refuse({ req, res, requestId, headers, log }: Refusal, error: unknown): void {
  if (res.headersSent || res.closed) return void res.destroy();
  const { status, problem, retryAfter, unexpected } = problemOf(error, requestId);
  if (unexpected) log.error({ err: error, requestId, path: pathOf(req) }, 'request refused');
  const body = JSON.stringify(problem);
  res.writeHead(status, [
    ...headers,
    ...security,
    'x-request-id',
    requestId,
    'content-type',
    'application/problem+json; charset=utf-8',
    'content-length',
    String(Buffer.byteLength(body)),
    ...(retryAfter === undefined ? [] : ['retry-after', String(retryAfter)]),
    ...(status === 401 ? ['www-authenticate', 'Bearer'] : []),
    ...(sendsTooMuch(req) ? ['connection', 'close'] : []),
  ]);
  endEarly(req, res, body);
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '').split('?', 1)[0] ?? '';
}
