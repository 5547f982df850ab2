import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from '../observability/logger.js';
import type { Metrics } from '../observability/metrics.js';
import type { Authenticate } from './readInput.js';
import { answerClientError } from './answerClientError.js';
import { drain } from './drain.js';
import { fastPrototypes } from './fastPrototypes.js';
import { observe, unmatched } from './observe.js';
import { inTurn } from './inTurn.js';
import { HttpProblem } from './problem.js';
import { requestScope } from './requestScope.js';
import { methodsOf } from './routeTable.js';
import { sendProblem } from './send.js';
import { watchConnections, type ConnectionLimits } from './watchConnections.js';

export interface HttpLimits extends ConnectionLimits {
  /** How long a client may take to send its headers, and its whole request. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
}

export const defaultLimits: HttpLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  stallTimeoutMs: 20_000,
  connectionsPerAddress: 500,
};

/** Far more than people and programs need, and fewer than a process may have files open. */
const maxConnections = 8_000;

export interface HttpAppOptions {
  log: Logger;
  metrics: Metrics;
  authenticate: Authenticate;
  limits?: Partial<HttpLimits>;
  /** Headers for pages that show more than JSON (the gateway's own); by default nothing may be loaded at all. */
  helmet?: Parameters<typeof helmet>[0];
  /** Sees each request before Express does, and answers it or passes it on: for a proxy, whose every microsecond counts. */
  front?: Front;
}

export type Front = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

export interface HttpApp {
  app: Express;
  server: Server;
  /** Adds the last two handlers; call it when all routers are mounted. */
  finish(mounted: readonly { path: string; router: Router }[]): void;
  /** Takes no new connections; settles when every request under way is answered, or after 10 s. */
  drain(): Promise<void>;
}

/** An Express application on a server that bears hostile clients; every answer that is not a success is a problem document. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const limits = { ...defaultLimits, ...options.limits };
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  // Whoever looks at a path before Express does (limits, guards) sees the same path as Express: there is one way to write it.
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.locals['authenticate'] = options.authenticate;
  const { front } = options;
  const handle = app as (req: IncomingMessage, res: ServerResponse) => void;
  const server = createServer(
    {
      // Express's long prototypes cost what is answered before Express 12 µs (measured), so a front keeps Node's own.
      ...(front ? {} : fastPrototypes(app)),
      headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, limits.requestTimeoutMs / 2),
      // Longer than the gateway keeps its connections, so that it is never the one who is surprised.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
    },
    inTurn(front ? (req, res) => front(req, res, () => handle(req, res)) : handle),
  );
  server.maxRequestsPerSocket = 0;
  server.maxConnections = maxConnections;
  server.on('clientError', answerClientError);
  const connections = watchConnections(server, limits, options.metrics);

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
    drain: () => drain(server, connections.closeUnused),
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
    requestScope(req).route = unmatched; // not the last route that passed it on
    throw new HttpProblem(404, 'route-not-found', `There is nothing at ${req.path.slice(0, 200)}.`);
  };
}
