import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { HttpProblem, newId, unauthenticated, type Front, type Logger } from '@closeout/service-kit';
import type { Caller, CallerCache } from '../callers/callerCache.js';
import { apiKeyScheme } from '../callers/resolveCredential.js';
import type { CallLimits } from '../limits/callLimits.js';
import { clientAddress } from '../limits/clientAddress.js';
import type { Cors } from './cors.js';
import type { HeaderList } from './forwardedHeaders.js';
import type { Proxy } from './proxy.js';
import { refuse } from './refuse.js';
import { routeOf } from './routeTable.js';

export interface FrontDoorParts {
  callers: CallerCache;
  limits: CallLimits;
  proxy: Proxy;
  cors: Cors;
  log: Logger;
  trustProxy: number;
  /** False until keys and revocations are loaded. */
  isOpen(): boolean;
}

/**
 * Every request comes by here, before Express: who is it, is it too much, whom is it for. Calls for a service
 * go straight to the proxy; what the gateway answers itself goes on to Express with one of our own tokens.
 */
export function createFrontDoor(parts: FrontDoorParts): Front {
  const { callers, limits, proxy, cors, log } = parts;

  return (req, res, next) => {
    const url = req.url ?? '/';
    const route = routeOf(url);
    if (!parts.isOpen() || (route === 'own' && !url.startsWith('/api/'))) return next();

    const headers = cors.headers(req);
    if (cors.preflight(req, res)) return;
    const requestId = takenId(req.headers['x-request-id']) ?? newId();
    req.headers['x-request-id'] = requestId;
    const visit: Visit = { req, res, next, route, requestId, headers, log };

    const credential = credentialOf(req.headers);
    if (credential === null) return stranger(visit, null);
    const known = callers.known(credential, req.socket);
    if (known) return admit(visit, known);
    callers.find(credential).then(
      (caller) => admit(visit, caller),
      (error: unknown) => stranger(visit, error),
    );
  };

  function admit(visit: Visit, caller: Caller): void {
    if (limits.countAtOnce(caller.actor.id)) return goOn(visit, caller);
    limits.countCaller(caller.actor.id).then(
      () => goOn(visit, caller),
      (error: unknown) => refuse(visit, error),
    );
  }

  /** `error`: why what it showed is worth nothing; null when it showed nothing. */
  function stranger(visit: Visit, error: unknown): void {
    limits.countStranger(clientAddress(visit.req, parts.trustProxy)).then(
      () => goOn(visit, null, error),
      (tooMany: unknown) => refuse(visit, tooMany),
    );
  }

  function goOn(visit: Visit, caller: Caller | null, error: unknown = null): void {
    const { req, res, next, route, headers } = visit;
    if (route === 'nowhere')
      return refuse(visit, new HttpProblem(404, 'route-not-found', 'There is nothing here.'));
    if (route !== 'own') {
      if (caller) return proxy.pass({ ...visit, service: route, caller });
      return refuse(
        visit,
        error ??
          unauthenticated(
            'unauthenticated',
            'Sign in first: send Authorization: Bearer <token>, or X-Api-Key.',
          ),
      );
    }
    delete req.headers['x-api-key'];
    if (caller) req.headers.authorization = caller.authorization;
    for (let i = 0; i < headers.length; i += 2) res.setHeader(headers[i] as string, headers[i + 1] as string);
    next();
  }
}

interface Visit {
  req: IncomingMessage;
  res: ServerResponse;
  next: () => void;
  route: ReturnType<typeof routeOf>;
  requestId: string;
  headers: HeaderList;
  log: Logger;
}

function credentialOf(headers: IncomingHttpHeaders): string | null {
  if (headers.authorization !== undefined) return headers.authorization;
  const apiKey = headers['x-api-key'];
  return typeof apiKey === 'string' ? apiKeyScheme + apiKey : null;
}

/** Ids that others gave are written to logs and headers: only harmless ones are taken. */
function takenId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w.:-]{8,128}$/.test(header) ? header : null;
}
