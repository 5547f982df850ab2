import type { IncomingMessage, ServerResponse } from 'node:http';
import { unauthenticated } from '@closeout/service-kit/auth';
import { newId } from '@closeout/service-kit/db';
import { HttpProblem, type Front, type Places } from '@closeout/service-kit/http';
import type { Logger } from '@closeout/service-kit/observability';
import type { Caller, CallerCache } from '../callers/callerCache.js';
import { apiKeyScheme, cookieScheme } from '../callers/resolveCredential.js';
import type { CallLimits, StrangerKind } from '../limits/callLimits.js';
import { clientAddress } from '../limits/clientAddress.js';
import { changesSomething, requireSameOrigin } from '../sessions/sameOrigin.js';
import type { SessionCookies } from '../sessions/sessionCookie.js';
import type { Cors } from './cors.js';
import type { HeaderList } from './forwardedHeaders.js';
import type { Proxy } from './proxy.js';
import { refuse } from './refuse.js';
import { isApi, routeOf } from './routeTable.js';

export interface FrontDoorParts {
  callers: CallerCache;
  limits: CallLimits;
  /** For requests under way, until their answer is taken: of each caller, and of strangers as they are counted. */
  underWay: Places;
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
  const { callers, limits, underWay, proxy, cors, cookies, log } = parts;

  return (req, res, next) => {
    const url = req.url ?? '/';
    const route = routeOf(url);
    // That the process lives is told whatever else is going on: who hears nothing would end it.
    if (!parts.isOpen() || url === '/livez') return next();

    const requestId = takenId(req.headers['x-request-id']) ?? newId();
    req.headers['x-request-id'] = requestId;
    if (!isApi(url)) return visitor({ req, res, next, route, requestId, headers: [], log });
    const headers = cors.headers(req);
    const visit: Visit = { req, res, next, route, requestId, headers, log };
    if (req.method === 'OPTIONS' && cors.preflight(req, res)) return;

    let credential: string | null;
    try {
      credential = credentialOf(req) ?? cookieOf(req);
    } catch (error) {
      return refuse(visit, error);
    }
    if (credential === null) return stranger(visit, null);
    const known = callers.known(credential, req.socket);
    if (known) return admit(visit, known);
    callers
      .find(credential)
      .then(
        (caller) => admit(visit, caller),
        (error: unknown) => stranger(visit, error),
      )
      .catch((error: unknown) => refuse(visit, error));
  };

  /** The cookie counts where nothing else is shown; and for a change only when our own page asked for it. */
  function cookieOf(req: IncomingMessage): string | null {
    const secret = cookies.read(req.headers.cookie);
    if (secret === null || asksForTokens(req.url ?? '')) return null;
    if (changesSomething(req.method)) requireSameOrigin(req.headers, parts.publicOrigin);
    return cookieScheme + secret;
  }

  function admit(visit: Visit, caller: Caller): void {
    const { id } = caller.actor;
    const enter = () => stay(visit, id, () => goOn(visit, caller));
    if (limits.countAtOnce(id)) return enter();
    whenCounted(visit, limits.countCaller(id), enter);
  }

  /** `error`: why what it showed is worth nothing; null when it showed nothing. */
  function stranger(visit: Visit, error: unknown): void {
    const kind = changesSomething(visit.req.method) ? 'change' : 'read';
    enterByNetwork(visit, kind, () => goOn(visit, null, error));
  }

  /** Whoever asks for what is not the API: Express answers it, for everybody alike or by what they show there. */
  function visitor(visit: Visit): void {
    const kind = visit.req.url?.startsWith('/internal/') ? 'internal' : 'page';
    enterByNetwork(visit, kind, () => {
      if (visit.route === 'nowhere') refuse(visit, nothingHere());
      else visit.next();
    });
  }

  function enterByNetwork(visit: Visit, kind: StrangerKind, go: () => void): void {
    const { req } = visit;
    const address = clientAddress(req, parts.trustProxy);
    const device = cookies.deviceName(cookies.readDevice(req.headers.cookie));
    whenCounted(visit, limits.countStranger(kind, { address, device }), (key) => stay(visit, key, go));
  }

  function whenCounted<T>(visit: Visit, counted: Promise<T>, go: (counted: T) => void): void {
    counted.then(go).catch((error: unknown) => refuse(visit, error));
  }

  /** Until its answer is taken, a request counts as under way. */
  function stay(visit: Visit, key: string, go: () => void): void {
    const { res } = visit;
    const enter = (leave: () => void) => {
      res.on('close', leave);
      go();
    };
    underWay.take(key, res, enter, (error) => refuse(visit, error));
  }

  function goOn(visit: Visit, caller: Caller | null, error: unknown = null): void {
    const { req, res, next, route, headers } = visit;
    if (route === 'nowhere') return refuse(visit, nothingHere());
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

const nothingHere = (): HttpProblem => new HttpProblem(404, 'route-not-found', 'There is nothing here.');

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
