import type { Operation } from '@closeout/contracts/http';
import type { Response, Router } from 'express';
import { errorCode } from '../db/errors.js';
import { keysetCursor } from './keysetCursor.js';
import { readInput, type Input } from './readInput.js';
import { bind, toText, type AnswerOf } from './route.js';
import { sendText } from './send.js';
import { etagOf, matchesNone } from './version.js';

export interface QueryOptions<Op extends Operation> {
  /**
   * The answer shows more than its version counts (sums of other records, what is overdue today): it carries the
   * version as its ETag, for If-Match, but is never answered with 304. A function: only such an answer.
   */
  derived?: boolean | ((answer: AnswerOf<Op>) => boolean);
}

/** Binds a read: parses, checks access, answers with what the function returns. */
export function query<Op extends Operation>(
  router: Router,
  operation: Op,
  run: (input: Input<Op>) => Promise<AnswerOf<Op>>,
  options: QueryOptions<Op> = {},
): void {
  bind(router, operation, async (req, res) => {
    const input = await readInput(operation, req);
    const answer = await run(input).catch((error: unknown) => {
      throw isCursorToBlame(operation, input, error) ? keysetCursor.bad() : error;
    });
    const text = toText(operation, answer);
    const etag = etagOf(answer);
    // Not even in the browser's own cache: it outlives the session, and others may use the machine.
    const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
    if (etag) headers['ETag'] = etag;
    const { derived = false } = options;
    const isDerived = typeof derived === 'function' ? derived(answer) : derived;
    if (etag && !isDerived && matchesNone(req.headers['if-none-match'], etag))
      sendText(res, 304, null, headers);
    else sendText(res, operation.status, text, headers);
  });
}

/** A cursor of the right shape may hold what PostgreSQL refuses: the 31st of February, a number without end. */
function isCursorToBlame(operation: Operation, { query }: { query: unknown }, error: unknown): boolean {
  const { cursor } = (query ?? {}) as { cursor?: unknown };
  return operation.method === 'get' && cursor !== undefined && errorCode(error).startsWith('22');
}

/** Binds a read whose answer is not one JSON text: `run` sends it itself, piece by piece. */
export function stream<Op extends Operation>(
  router: Router,
  operation: Op,
  run: (input: Input<Op>, res: Response) => Promise<void>,
): void {
  bind(router, operation, async (req, res) => {
    const input = await readInput(operation, req);
    res.setHeader('Cache-Control', 'no-store');
    await run(input, res);
  });
}
