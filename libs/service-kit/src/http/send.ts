import type { Request, Response } from 'express';
import { endEarly, sendsTooMuch } from './endEarly.js';
import { problemOf, HttpProblem } from './problem.js';
import { requestScope } from './requestScope.js';

const json = 'application/json; charset=utf-8';

/** Sends an answer that is text already. Headers set before (request id, security) go along. */
export function sendText(
  res: Response,
  status: number,
  text: string | null,
  headers: Record<string, string> = {},
): void {
  for (const name in headers) res.setHeader(name, headers[name] as string);
  if (text === null || status === 204 || status === 304) {
    res.writeHead(status).end();
    return;
  }
  res.writeHead(status, { 'Content-Type': json, 'Content-Length': Buffer.byteLength(text) });
  if (res.req.method === 'HEAD') res.end();
  else res.end(text);
}

/** @throws TypeError naming the operation when the answer holds a bigint (amounts go out as decimal strings) */
export function serialize(operation: string, answer: unknown): string | null {
  if (answer === undefined || answer === null) return null;
  try {
    return JSON.stringify(answer);
  } catch (error) {
    throw new TypeError(`the answer of ${operation} cannot be sent as JSON: ${String(error)}`, {
      cause: error,
    });
  }
}

/** The last handler: each error becomes a problem document (RFC 9457). */
export function sendProblem(error: unknown, req: Request, res: Response): void {
  const scope = requestScope(req);
  const { status, problem, retryAfter, unexpected } = problemOf(error, scope.requestId);
  scope.code = problem.code;
  // Whatever fails on an answer that nobody waits for any more, such as writing it: the client went away.
  if (unexpected && !res.closed) scope.error = error;
  if (res.headersSent) {
    res.destroy();
    return;
  }
  if (error instanceof HttpProblem)
    for (const name in error.headers) res.setHeader(name, error.headers[name] as string);
  if (retryAfter !== undefined) res.setHeader('Retry-After', String(retryAfter));
  if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
  // For the gateway, which looks at no bodies: a service that misses a neighbour is not itself away.
  if (status === 503) res.setHeader('X-Problem-Code', problem.code);
  res.setHeader('Cache-Control', 'no-store');
  if (sendsTooMuch(req)) res.setHeader('Connection', 'close');
  const text = JSON.stringify(problem);
  res.writeHead(status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  endEarly(req, res, text);
}
