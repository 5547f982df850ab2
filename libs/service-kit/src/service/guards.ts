import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@closeout/contracts/errors';
import type { Request, RequestHandler } from 'express';
import { unauthenticated, type Actor } from '../auth/Actor.js';
import { requestScope } from '../http/requestScope.js';
import type { Lifecycle } from './health.js';

/** The caller by the token in Authorization; null when there is none. */
export async function bearer(req: Request, verify: (token: string) => Promise<Actor>): Promise<Actor | null> {
  const header = req.headers.authorization;
  if (header === undefined) return null;
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (!token) throw unauthenticated('token-invalid', 'Authorization must be "Bearer <token>".');
  return verify(token);
}

/** Lets nobody but the other services in. */
export function onlyServices(verify: (token: string) => Promise<Actor>): RequestHandler {
  return async (req, _res, next) => {
    const actor = await bearer(req, verify);
    if (!actor) throw unauthenticated('unauthenticated', 'This is for the other services only.');
    const scope = requestScope(req);
    scope.actor = actor;
    scope.context.actor = actor;
    next();
  };
}

export type MayWatch = (req: Request) => Promise<boolean>;

/**
 * Who sees metrics and the details of readiness: whoever sends METRICS_TOKEN, another service, and users who may manage
 * operations. A token that cannot be verified now, as while the database is away, counts as none.
 */
export function watchers(options: {
  metricsToken: string | undefined;
  verify: (token: string) => Promise<Actor>;
  verifyService: (token: string) => Promise<Actor>;
}): MayWatch {
  const { metricsToken, verify, verifyService } = options;
  const isMetricsToken = (token: string) => metricsToken !== undefined && sameText(token, metricsToken);
  const watches = async (token: string): Promise<boolean> =>
    isMetricsToken(token) ||
    verifyService(token).then(
      () => true,
      async () => (await verify(token)).permissions.has('operations.manage'),
    );
  return async (req) => {
    const token = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    return token !== undefined && watches(token).catch(() => false);
  };
}

/** Takes the same time wherever the two differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Before the migrations are applied nothing of a service can work. */
export function whenReady(lifecycle: Lifecycle): RequestHandler {
  return (_req, res, next) => {
    if (lifecycle.phase === 'starting') {
      throw new DomainError('unavailable', 'service-starting', {
        detail: 'The service is starting.',
        retryAfter: 1,
      });
    }
    if (lifecycle.phase === 'stopping') res.setHeader('Connection', 'close');
    next();
  };
}
