import { backoff, type Tx } from '@closeout/service-kit/db';
import type { Kit } from '@closeout/service-kit/service';
import { lockProject } from '../projects/projectStore.js';
import { unbilledWork } from '../timeEntries/unbilledWork.js';
import { hasStalled, type Closure } from './closure.js';
import { requested, stalled } from './closureAnswer.js';
import { dueClosures, loadClosure, saveQuestion } from './closureStore.js';

const longestWaitMs = 3_600_000;

/**
 * When to ask again after the given number of questions: the wait doubles each time, up to an hour. A closure is
 * asked for ever and never cancelled by a timer, because billing may have locked the ledger for it.
 * @param firstWaitMs milliseconds after the first question, at most
 */
export function nextQuestionAt(attempts: number, firstWaitMs: number, now: Date): Date {
  return new Date(now.getTime() + backoff(attempts - 1, { firstMs: firstWaitMs, maxMs: longestWaitMs }));
}

/** Asks billing again, with the same id, for every closure that has waited too long for its answer. */
export async function repeatRequests(
  { db, clock }: Pick<Kit, 'db' | 'clock'>,
  askAgainMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const due of await dueClosures(db, clock.now())) {
    if (signal.aborted) return;
    await db.transaction((tx) => askOnce(tx, due, askAgainMs, clock.now()));
  }
}

async function askOnce(
  tx: Tx,
  { id, projectId }: Pick<Closure, 'id' | 'projectId'>,
  askAgainMs: number,
  now: Date,
): Promise<void> {
  const project = await lockProject(tx, projectId);
  const closure = await loadClosure(tx, id);
  // The answer may have come since.
  if (project?.closureId !== id || !closure?.askAgainAt || closure.askAgainAt > now) return;
  const attempts = closure.attempts + 1;
  const asked: Closure = {
    ...closure,
    version: closure.version + 1,
    attempts,
    askAgainAt: nextQuestionAt(attempts, askAgainMs, now),
  };
  tx.emit(requested(asked, await unbilledWork(tx, project)));
  if (!hasStalled(asked)) return saveQuestion(tx, asked);
  const told: Closure = { ...asked, version: asked.version + 1, stalledAt: now };
  await saveQuestion(tx, told);
  tx.emit(stalled(told, project));
}
