import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpProblem, newId, unauthenticated, type Front, type Logger } from '@closeout/service-kit';
import type { Caller, CallerCache } from '../callers/callerCache.js';
import { apiKeyScheme, cookieScheme } from '../callers/resolveCredential.js';
import type { CallLimits } from '../limits/callLimits.js';
import { clientAddress } from '../limits/clientAddress.js';
import { changesSomething, requireSameOrigin } from '../sessions/sameOrigin.js';
import type { SessionCookies } from '../sessions/sessionCookie.js';
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
  cookies: SessionCookies;
  publicOrigin: string;
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

    let credential: string | null;
    try {
      credential = credentialOf(req) ?? cookieOf(req);
    } catch (error) {
      return refuse(visit, error);
    }
    if (credential === null) return stranger(visit, null);
    const known = callers.known(credential, req.socket);
    if (known) return admit(visit, known);
    callers.find(credential).then(
      (caller) => admit(visit, caller),
      (error: unknown) => stranger(visit, error),
    );
  };

  /** The cookie counts where nothing else is shown; and for a change only when our own page asked for it. */
  function cookieOf(req: IncomingMessage): string | null {
    const secret = parts.cookies.read(req.headers.cookie);
    if (secret === null || asksForTokens(req.url ?? '')) return null;
    if (changesSomething(req.method)) requireSameOrigin(req.headers, parts.publicOrigin);
    return cookieScheme + secret;
  }

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

/** What a request shows by itself. A cookie beside it is forgotten: one request is one caller's. */
function credentialOf({ headers }: IncomingMessage): string | null {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (authorization === undefined && typeof apiKey !== 'string') return null;
  delete headers.cookie;
  return authorization ?? apiKeyScheme + String(apiKey);
}

/** Whoever signs in for tokens is not signed in by them, whatever cookie the browser sends along. */
const asksForTokens = (url: string): boolean => /^\/api\/v1\/auth\/(?:login|refresh)\b/.test(url);

/** Ids that others gave are written to logs and headers: only harmless ones are taken. */
function takenId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w.:-]{8,128}$/.test(header) ? header : null;
}
