import type { Operation } from '@closeout/contracts/http';
import type { Request } from 'express';
import type { z } from 'zod';
import { anonymous, requirePermission, requirePerson, unauthenticated, type Actor } from '../auth/Actor.js';
import { parseInput } from './parseInput.js';
import { readBody } from './readBody.js';
import { requestScope } from './requestScope.js';
import { readIfMatch } from './version.js';

type OutputOf<Schema> = NonNullable<Schema> extends z.ZodType ? z.output<NonNullable<Schema>> : undefined;

/** What a request says, parsed by the operation's schemas. */
export interface Input<Op extends Operation> {
  params: OutputOf<Op['params']>;
  query: OutputOf<Op['query']>;
  body: OutputOf<Op['body']>;
  actor: Actor;
  requestId: string;
  /** The version that the caller saw, from If-Match. */
  ifMatch: number | null;
}

/** Who, then whether they may, then what they say: a stranger learns nothing about the shape of a request. */
export async function readInput<Op extends Operation>(operation: Op, req: Request): Promise<Input<Op>> {
  const scope = requestScope(req);
  const { access } = operation;
  let actor = anonymous;
  if (access !== 'public') {
    if (!scope.actor) scope.actor = await authenticate(req);
    actor = scope.actor;
    scope.context.actor = actor;
    if (access !== 'signed-in')
      requirePermission(actor, ...('permission' in access ? [access.permission] : access.anyOf));
    if (operation.peopleOnly) requirePerson(actor);
  }
  const body = operation.method === 'get' ? undefined : await readBody(req, operation.maxBodyBytes);
  const parsed = parseInput(operation, req, body);
  return {
    ...(parsed as Pick<Input<Op>, 'params' | 'query' | 'body'>),
    actor,
    requestId: scope.requestId,
    ifMatch: readIfMatch(req),
  };
}

async function authenticate(req: Request): Promise<Actor> {
  const check = req.app.locals['authenticate'] as Authenticate | undefined;
  const actor = check ? await check(req) : null;
  if (!actor) throw unauthenticated('unauthenticated', 'Sign in first: send Authorization: Bearer <token>.');
  return actor;
}

/** Who sent a request; null when it does not say. @throws DomainError 401 when what it says is not true */
export type Authenticate = (req: Request) => Promise<Actor | null>;
