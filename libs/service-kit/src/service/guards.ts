import { DomainError } from '@closeout/contracts';
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
