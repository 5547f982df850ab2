import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { newId } from '../db/newId.js';
import { runWithContext, type Context } from '../observability/context.js';
import type { Logger } from '../observability/logger.js';
import { histogram, type Metrics } from '../observability/metrics.js';
import { inSpan, tracingEnabled } from '../observability/tracing.js';
import type { Authenticate } from './readInput.js';
import { fastPrototypes } from './fastPrototypes.js';
import { HttpProblem } from './problem.js';
import { openScope, type RequestScope } from './requestScope.js';
import { methodsOf } from './routeTable.js';
import { sendProblem } from './send.js';

export interface HttpLimits {
  /** How long a client may take to send its headers, and its whole request. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
}

export const defaultLimits: HttpLimits = { headersTimeoutMs: 10_000, requestTimeoutMs: 20_000 };

export interface HttpAppOptions {
  log: Logger;
  metrics: Metrics;
  authenticate: Authenticate;
  limits?: Partial<HttpLimits>;
  /** Headers for pages that show more than JSON (the gateway's own); by default nothing may be loaded at all. */
  helmet?: Parameters<typeof helmet>[0];
  /** Sees each request before Express does, and answers it or passes it on: for a proxy, whose every microsecond counts. */
  front?: Front;
  /** Take X-Request-Id from the caller. */
  trustRequestIds?: boolean;
}

export type Front = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

export interface HttpApp {
  app: Express;
  server: Server;
  /** Adds the last two handlers; call it when all routers are mounted. */
  finish(mounted: readonly { path: string; router: Router }[]): void;
}

/** An Express application on a server that bears hostile clients; every answer that is not a success is a problem document. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const limits = { ...defaultLimits, ...options.limits };
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.locals['authenticate'] = options.authenticate;
  const { front } = options;
  const handle = app as (req: IncomingMessage, res: ServerResponse) => void;
  const server = createServer(
    {
      ...fastPrototypes(app),
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, limits.requestTimeoutMs / 2),
      // Longer than the gateway keeps its connections, so that it is never the one who is surprised.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
    },
    front ? (req, res) => front(req, res, () => handle(req, res)) : handle,
  );
  server.maxRequestsPerSocket = 0;
  server.on('clientError', answerClientError);

  app.use(observe(options));
  app.use(
    helmet(
      options.helmet ?? {
        contentSecurityPolicy: {
          directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
          useDefaults: false,
        },
      },
    ),
  );

  return {
    app,
    server,
    finish(mounted) {
      app.use(noSuchRoute(mounted));
      app.use(handleError);
    },
  };
}

const handleError: ErrorRequestHandler = (error, req, res, _next) =>
  sendProblem(httpErrorOf(error), req, res);

/** Express's own refusals (a path that cannot be decoded) carry a status. */
function httpErrorOf(error: unknown): unknown {
  if (error instanceof URIError) return new HttpProblem(400, 'invalid-path', 'The path cannot be decoded.');
  return error;
}

function noSuchRoute(mounted: readonly { path: string; router: Router }[]): RequestHandler {
  return (req) => {
    for (const { path, router } of mounted) {
      if (!req.path.startsWith(path)) continue;
      const methods = methodsOf(router, req.path.slice(path === '/' ? 0 : path.length));
      if (methods.length > 0) {
        throw new HttpProblem(
          405,
          'method-not-allowed',
          `${req.method} is not possible here, but ${methods.join(', ')}.`,
          { Allow: methods.join(', ') },
        );
      }
    }
    throw new HttpProblem(404, 'route-not-found', `There is nothing at ${req.path.slice(0, 200)}.`);
  };
}

/** Request id, context, span, metric and log line of each request. */
function observe({ log, metrics }: HttpAppOptions): RequestHandler {
  const durations = histogram(metrics, 'http_request_duration_seconds', 'Requests answered', [
    'method',
    'route',
    'status',
  ]);

  return (req, res, next) => {
    const requestId = takenId(req.headers['x-request-id']) ?? newId();
    const context: Context = {
      requestId,
      correlationId: takenId(req.headers['x-correlation-id']) ?? requestId,
    };
    const traceparent = req.headers['traceparent'];
    if (typeof traceparent === 'string' && /^[\da-f-]{55}$/.test(traceparent))
      context.traceparent = traceparent;
    const scope: RequestScope = { requestId, context, startedAt: performance.now(), route: 'unmatched' };
    openScope(req, scope);
    res.setHeader('X-Request-Id', requestId);
    res.on('close', () => {
      const ms = performance.now() - scope.startedAt;
      const status = res.writableFinished ? res.statusCode : 499; // the caller went away
      durations.observe({ method: req.method, route: scope.route, status }, ms / 1000);
      logRequest(log, req.method, req.originalUrl, status, ms, scope);
    });
    if (!tracingEnabled()) return runWithContext(context, next);
    void inSpan(`${req.method}`, { kind: 'server', traceparent: context.traceparent }, (span) =>
      runWithContext(
        context,
        () =>
          new Promise<void>((resolve) => {
            res.on('close', () => {
              span?.updateName(`${req.method} ${scope.route}`);
              span?.setAttributes({
                'http.request.method': req.method,
                'http.route': scope.route,
                'http.response.status_code': res.statusCode,
              });
              resolve();
            });
            next();
          }),
      ),
    );
  };
}

/** Ids that others gave are written to logs and headers: only harmless ones are taken. */
function takenId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w.:-]{8,128}$/.test(header) ? header : null;
}

function logRequest(
  log: Logger,
  method: string,
  url: string,
  status: number,
  ms: number,
  scope: RequestScope,
): void {
  const level =
    status >= 500 ? 'error' : status >= 400 || (method !== 'GET' && method !== 'HEAD') ? 'info' : 'debug';
  if (!log.isLevelEnabled(level)) return;
  const path = url.split('?', 1)[0];
  const fields: Record<string, unknown> = {
    method,
    path,
    status,
    ms: Math.round(ms * 10) / 10,
    requestId: scope.requestId,
  };
  if (scope.operation) fields['operation'] = scope.operation;
  if (scope.actor) fields['actor'] = scope.actor.id;
  if (scope.code) fields['code'] = scope.code;
  if (scope.error !== undefined) fields['err'] = scope.error;
  log[level](fields, 'request');
}

/** What Node itself refuses, before there is a request: a bad or too slow one. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, title, code] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? [408, 'Request Timeout', 'request-timeout']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? [431, 'Request Header Fields Too Large', 'headers-too-large']
        : [400, 'Bad Request', 'bad-request'];
  const body = JSON.stringify({
    type: `https://closeout.dev/problems/${code}`,
    title,
    status,
    detail: `${title}.`,
    code,
  });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
