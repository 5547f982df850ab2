import type { IncomingHttpHeaders } from 'node:http';

/**
 * The request headers that a service gets. Nothing else passes: no cookie, no API key, no hop-by-hop header
 * (RFC 9110, 7.6.1), and nothing that only looks as if the gateway had set it.
 */
const passed = new Set([
  'accept',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'last-event-id',
  'prefer',
  'range',
  'traceparent',
  'tracestate',
  'user-agent',
]);

/** Response headers that belong to the connection to the service, or that the gateway sets itself. */
const dropped = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'server',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-powered-by',
  'x-problem-code',
  'x-request-id',
]);

/** Name and value by turns, as undici and Node's `writeHead` take them. */
export type HeaderList = string[];

export function requestHeaders(rawHeaders: readonly string[], bearer: string, requestId: string): HeaderList {
  const headers: HeaderList = ['authorization', bearer, 'x-request-id', requestId];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    if (passed.has(name)) headers.push(name, rawHeaders[i + 1] as string);
  }
  return headers;
}

export function responseHeaders(
  headers: IncomingHttpHeaders,
  requestId: string,
  more: HeaderList,
): HeaderList {
  const list: HeaderList = ['x-request-id', requestId, ...more];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || dropped.has(name)) continue;
    if (typeof value === 'string') list.push(name, value);
    else for (const each of value) list.push(name, each);
  }
  return list;
}
