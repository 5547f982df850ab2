import type { Operation } from '@closeout/contracts';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import { anonymous, requirePermission, unauthenticated, type Actor } from '../auth/Actor.js';
import { pendingWrites } from '../db/pending.js';
import type { Tx } from '../db/Tx.js';
import { findAnswer, readIdempotencyKey, type IdempotencyKey } from './idempotency.js';
import { parseInput } from './parseInput.js';
import { readBody } from './readBody.js';
import { requestScope } from './requestScope.js';
import { registerRoute } from './routeTable.js';
import { sendText, serialize } from './send.js';
import { etagOf, matchesNone, readIfMatch } from './version.js';

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

export type AnswerOf<Op extends Operation> = z.input<NonNullable<Op['answer']>>;

/** In tests each answer is held against its schema, so that the contract cannot drift. */
const checkAnswers = process.env['NODE_ENV'] === 'test';

export interface QueryOptions {
  /**
   * The answer shows more than its version counts (sums of other records, what is overdue today): it carries the
   * version as its ETag, for If-Match, but is never answered with 304.
   */
  derived?: boolean;
}

/** Binds a read: parses, checks access, answers with what the function returns. */
export function query<Op extends Operation>(router: Router, operation: Op, run: (input: Input<Op>) => Promise<AnswerOf<Op>>, options: QueryOptions = {}): void {
  bind(router, operation, async (req, res) => {
    const input = await readInput(operation, req);
    const answer = await run(input);
    const text = toText(operation, answer);
    const etag = etagOf(answer);
    const headers: Record<string, string> = { 'Cache-Control': operation.method === 'get' ? 'private, no-cache' : 'no-store' };
    if (etag) headers['ETag'] = etag;
    if (etag && !options.derived && matchesNone(req.headers['if-none-match'], etag)) sendText(res, 304, null, headers);
    else sendText(res, operation.status, text, headers);
  });
}

/** Binds a read whose answer is not one JSON text: `run` sends it itself, piece by piece. */
export function stream<Op extends Operation>(router: Router, operation: Op, run: (input: Input<Op>, res: Response) => Promise<void>): void {
  bind(router, operation, async (req, res) => {
    const input = await readInput(operation, req);
    res.setHeader('Cache-Control', 'private, no-cache');
    await run(input, res);
  });
}

export interface CommandOptions<Op extends Operation> {
  /**
   * Called after a rollback: may put right what the command stumbled over (a replica that lacks what
   * was just made elsewhere). True: the command is run once more.
   */
  recover?: (error: unknown, input: Input<Op>) => Promise<boolean>;
  /** Called after the commit, before the answer is sent; not for a replayed answer. */
  committed?: (answer: AnswerOf<Op>) => void;
  /** For requests that hold a password: stands for the body in the hash by which a repeated request is recognised. */
  fingerprint?: (body: Input<Op>['body']) => unknown;
  /** For answers that hold a secret: what is kept for a repeated request is sealed, and opened to be sent again. */
  seal?: { close(answer: string): string; open(kept: string): string };
}

/** Binds a write: like `query`, in a transaction, with Idempotency-Key and a line of the audit log kept in it. */
export function command<Op extends Operation, T extends Tx>(
  router: Router,
  operation: Op,
  transaction: <R>(run: (tx: T) => Promise<R>) => Promise<R>,
  run: (tx: T, input: Input<Op>) => Promise<AnswerOf<Op>>,
  options: CommandOptions<Op> = {},
): void {
  async function attempt(input: Input<Op>, key: IdempotencyKey | null): Promise<Sent> {
    let said: AnswerOf<Op> | undefined;
    const sent = await transaction(async (tx) => {
      const answer = (said = await run(tx, input));
      const pending = pendingWrites(tx);
      if (pending.audits.length === 0) {
        tx.audit({ action: operation.id, kind: operation.tag, id: idIn(answer) ?? idIn(input.params) ?? input.actor.id });
      }
      const body = toText(operation, answer);
      if (key) pending.answer = { ...key, status: operation.status, body: body === null ? null : (options.seal?.close(body) ?? body) };
      return { status: operation.status, body, etag: etagOf(answer), replayed: false };
    });
    options.committed?.(said as AnswerOf<Op>);
    return sent;
  }

  /** Any failure may mean that a twin of this request has done it meanwhile: then its answer is the answer. */
  async function replay(key: IdempotencyKey | null): Promise<Sent | null> {
    if (!key) return null;
    const found = await transaction((tx) => findAnswer(tx, key));
    if (!found) return null;
    const body = found.body === null ? null : (options.seal?.open(found.body) ?? found.body);
    return { status: found.status, body, etag: etagOf(JSON.parse(body ?? 'null')), replayed: true };
  }

  async function execute(input: Input<Op>, key: IdempotencyKey | null): Promise<Sent> {
    try {
      return await attempt(input, key);
    } catch (error) {
      const before = await replay(key);
      if (before) return before;
      if (!options.recover || !(await options.recover(error, input))) throw error;
    }
    try {
      return await attempt(input, key);
    } catch (error) {
      const before = await replay(key);
      if (before) return before;
      throw error;
    }
  }

  bind(router, operation, async (req, res) => {
    const input = await readInput(operation, req);
    // Without a caller there is nobody whose key it could be.
    const key =
      operation.method === 'post' && input.actor !== anonymous
        ? readIdempotencyKey(req, req.baseUrl + req.path, input.actor, { body: options.fingerprint ? options.fingerprint(input.body) : input.body, query: input.query })
        : null;
    const { status, body, etag, replayed } = await execute(input, key);
    const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
    if (etag) headers['ETag'] = etag;
    if (replayed) headers['Idempotency-Replayed'] = 'true';
    sendText(res, status, body, headers);
  });
}

interface Sent {
  status: number;
  body: string | null;
  etag: string | null;
  replayed: boolean;
}

function bind(router: Router, operation: Operation, handle: (req: Request, res: Response) => Promise<void>): void {
  const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
  const handler: RequestHandler = (req, res) => {
    const scope = requestScope(req);
    scope.route = operation.path;
    scope.operation = operation.id;
    return handle(req, res);
  };
  router[operation.method](path, handler);
  registerRoute(router, operation.method, operation.path);
}

/** Who, then whether they may, then what they say: a stranger learns nothing about the shape of a request. */
async function readInput<Op extends Operation>(operation: Op, req: Request): Promise<Input<Op>> {
  const scope = requestScope(req);
  const { access } = operation;
  let actor = anonymous;
  if (access !== 'public') {
    if (!scope.actor) scope.actor = await authenticate(req);
    actor = scope.actor;
    scope.context.actor = actor;
    if (access !== 'signed-in') requirePermission(actor, ...('permission' in access ? [access.permission] : access.anyOf));
  }
  const body = operation.method === 'get' ? undefined : await readBody(req);
  const parsed = parseInput(operation, req, body);
  return { ...(parsed as Pick<Input<Op>, 'params' | 'query' | 'body'>), actor, requestId: scope.requestId, ifMatch: readIfMatch(req) };
}

async function authenticate(req: Request): Promise<Actor> {
  const check = req.app.locals['authenticate'] as Authenticate | undefined;
  const actor = check ? await check(req) : null;
  if (!actor) throw unauthenticated('unauthenticated', 'Sign in first: send Authorization: Bearer <token>.');
  return actor;
}

/** Who sent a request; null when it does not say. @throws DomainError 401 when what it says is not true */
export type Authenticate = (req: Request) => Promise<Actor | null>;

function toText(operation: Operation, answer: unknown): string | null {
  const text = serialize(operation.id, answer);
  if (checkAnswers && operation.answer && text !== null) {
    const result = operation.answer.safeParse(JSON.parse(text));
    if (!result.success) throw new Error(`${operation.id} answers what its contract does not allow: ${result.error.message}`);
  }
  return text;
}

function idIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id } = value as { id?: unknown };
  return typeof id === 'string' ? id : null;
}
