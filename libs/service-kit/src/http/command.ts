import type { Operation } from '@closeout/contracts/http';
import type { RecordName } from '@closeout/contracts/records';
import type { Router } from 'express';
import { anonymous } from '../auth/Actor.js';
import { pendingWrites } from '../db/pending.js';
import type { Tx } from '../db/Tx.js';
import { dryRun, wantsDryRun, type DryRunOptions } from './dryRun.js';
import { findAnswer, readIdempotencyKey, type IdempotencyKey } from './idempotency.js';
import { readInput, type Input } from './readInput.js';
import { bind, toText, type AnswerOf } from './route.js';
import { sendText, serialize } from './send.js';
import { etagOf } from './version.js';

export interface CommandOptions<Op extends Operation, T extends Tx = Tx, P = void> {
  /**
   * Called before the transaction begins, for what must not happen in one (asking another service, hashing a
   * password): throws to refuse. What it gives is given to the command.
   */
  prepare?: (input: Input<Op>) => Promise<P>;
  /**
   * Called after a rollback: may put right what the command stumbled over (a replica that lacks what
   * was just made elsewhere). True: the command is run again, twice at most.
   */
  recover?: (error: unknown, input: Input<Op>) => Promise<boolean>;
  /** Called after the commit, before the answer is sent; not for a replayed answer. */
  committed?: (answer: AnswerOf<Op>) => void;
  /** For operations that take `?dryRun=true` (`DryRunQuery`): how what would happen is told. */
  dryRun?: DryRunOptions<Op, T>;
  /** For requests that hold a password: stands for the body in the hash by which a repeated request is recognised. */
  fingerprint?: (body: Input<Op>['body']) => unknown;
  /** For answers that hold a secret: what is kept for a repeated request is sealed, and opened to be sent again. */
  seal?: { close(answer: string): string; open(kept: string): string };
}

const maxRecoveries = 2;

/** Binds a write: like `query`, in a transaction, with Idempotency-Key and a line of the audit log kept in it. */
export function command<Op extends Operation, T extends Tx, P = void>(
  router: Router,
  operation: Op,
  transaction: <R>(run: (tx: T) => Promise<R>) => Promise<R>,
  run: (tx: T, input: Input<Op>, prepared: P) => Promise<AnswerOf<Op>>,
  options: CommandOptions<Op, T, P> = {},
): void {
  async function attempt(input: Input<Op>, key: IdempotencyKey | null): Promise<Sent> {
    const prepared = (await options.prepare?.(input)) as P;
    let said: AnswerOf<Op> | undefined;
    const sent = await transaction(async (tx) => {
      const answer = (said = await run(tx, input, prepared));
      const pending = pendingWrites(tx);
      const id = idIn(answer) ?? lastIn(operation.path, input.params) ?? input.actor.id;
      if (pending.audits.length === 0) tx.audit({ action: operation.id, record: recordOf(operation), id });
      const projectId = projectOf(operation, input.params, answer);
      for (const line of pending.audits) line.projectId ??= projectId;
      const body = toText(operation, answer);
      if (key)
        pending.answer = {
          ...key,
          status: operation.status,
          body: body === null ? null : (options.seal?.close(body) ?? body),
        };
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

  /** Puts right what an attempt stumbled over, and attempts again. What was just learnt may be gone at the next one. */
  async function recovering<R>(input: Input<Op>, attemptOnce: () => Promise<R>): Promise<R> {
    for (let recoveries = 0; ; recoveries += 1) {
      try {
        return await attemptOnce();
      } catch (error) {
        if (recoveries === maxRecoveries || !(await options.recover?.(error, input))) throw error;
      }
    }
  }

  async function execute(input: Input<Op>, key: IdempotencyKey | null): Promise<Sent> {
    const attemptOrReplay = async () => {
      try {
        return await attempt(input, key);
      } catch (error) {
        const before = await replay(key);
        if (before) return before;
        throw error;
      }
    };
    return recovering(input, attemptOrReplay);
  }

  bind(router, operation, async (req, res) => {
    const input = await readInput(operation, req);
    if (options.dryRun && wantsDryRun(input)) {
      const { dryRun: telling } = options;
      const found = await recovering(input, async () => {
        const prepared = (await options.prepare?.(input)) as P;
        return dryRun(transaction, (tx: T, given) => run(tx, given, prepared), input, telling);
      });
      sendText(res, 200, serialize(`${operation.id} dry run`, found), { 'Cache-Control': 'no-store' });
      return;
    }
    // Without a caller there is nobody whose key it could be.
    const key =
      operation.method === 'post' && input.actor !== anonymous
        ? readIdempotencyKey(req, req.baseUrl + req.path, input.actor, {
            body: options.fingerprint ? options.fingerprint(input.body) : input.body,
            query: input.query,
          })
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

function recordOf(operation: Operation): RecordName {
  if (operation.record) return operation.record;
  throw new Error(`${operation.id} changes something, and its contract does not name the record`);
}

const idIn = (value: unknown): string | null => textIn(value, 'id');

/** Of `/projects/{id}/stages/{stageId}`: the stage’s. */
function lastIn(path: string, params: unknown): string | null {
  const name = [...path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1];
  return name === undefined ? null : textIn(params, name);
}

const underProject = /^(?:\/billing)?\/projects\/\{id\}/;

function projectOf({ path }: Operation, params: unknown, answer: unknown): string | null {
  return underProject.test(path) ? idIn(params) : textIn(answer, 'projectId');
}

function textIn(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' ? found : null;
}
