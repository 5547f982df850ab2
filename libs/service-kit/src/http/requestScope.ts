import type { IncomingMessage } from 'node:http';
import type { Actor } from '../auth/Actor.js';
import type { Context } from '../observability/context.js';

/** What the kit knows of a request while it is worked on. */
export interface RequestScope {
  requestId: string;
  context: Context;
  startedAt: number;
  /** The operation's path, e.g. `/projects/{id}`: for metrics and spans, where ids must not be. */
  route: string | null;
  operation?: string;
  actor?: Actor;
  /** Of the problem that was answered. */
  code?: string;
  /** An error that someone has to look into. */
  error?: unknown;
}

const key = Symbol('closeout.scope');
type Scoped = IncomingMessage & { [key]?: RequestScope };

export function openScope(req: IncomingMessage, scope: RequestScope): void {
  (req as Scoped)[key] = scope;
}

export function requestScope(req: IncomingMessage): RequestScope {
  const scope = (req as Scoped)[key];
  if (!scope) throw new Error('this request did not come through createHttpApp');
  return scope;
}

/** Who sent it; known once the request was authenticated. */
export function actorOf(req: IncomingMessage): Actor | undefined {
  return requestScope(req).actor;
}
