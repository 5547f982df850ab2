import { billingEvents } from '@closeout/contracts/events/billing';
import type { ClosureReport, UnbilledWork } from '@closeout/contracts/events/projects';
import type { Tx } from '@closeout/service-kit/db';
import { RetryLater } from '@closeout/service-kit/messaging';
import { findDecision, insertDecision } from './decisionStore.js';
import { findFigures } from './findFigures.js';
import { holdLedger, lockLedger } from './ledgerLock.js';
import { basisOf, reconcile } from './reconcile.js';

export interface ClosureQuestion {
  closureId: string;
  projectId: string;
  /** Of the project when it was asked. */
  projectVersion: number;
  /** Hours that are not settled, then and until this is decided; a release that did not count them does not say. */
  work?: UnbilledWork;
}

/**
 * Decides whether a project may be finalized, holding its ledger: what is decided on cannot change before the lock is there
 * (messaging, "Financial closure"). Asked again, it says the same again. A closure that was taken back gets no answer.
 * @throws RetryLater while billing does not know the project as it was when the closure was asked for
 */
export async function decideClosure(tx: Tx, question: ClosureQuestion, now: Date): Promise<void> {
  const { closureId, projectId, projectVersion } = question;
  const ledger = await holdLedger(tx, projectId);
  if (!ledger) throw new RetryLater(`project ${projectId} is not known here`);
  const before = await findDecision(tx, closureId);
  if (before?.withdrawnAt) return;
  if (before?.report) return answer(tx, question, before.report);

  const figures = await findFigures(tx, projectId);
  if (!figures || figures.version < projectVersion)
    throw new RetryLater(`project ${projectId} is known here only up to version ${figures?.version}`);
  const { budgetMinor } = figures;
  if (budgetMinor === null && basisOf(figures, figures.orders.length) === 'BUDGET')
    throw new RetryLater(`the budget of project ${projectId} is not known here`);
  const report = reconcile({ ...figures, budgetMinor: budgetMinor ?? 0n, work: question.work ?? null }, now);

  // One that the project has left behind: its withdrawal is on its way, and whatever is said to it, nobody waits for it.
  const isPast = projectVersion < ledger.statusVersion || projectVersion < (ledger.closureVersion ?? 0);
  if (isPast) return;
  const verdict = report.blockers.length === 0 ? 'APPROVED' : 'REJECTED';
  await insertDecision(tx, closureId, projectId, { verdict, report });
  if (verdict === 'APPROVED') await lockLedger(tx, projectId, closureId, projectVersion);
  answer(tx, question, report);
}

function answer(tx: Tx, { closureId, projectId }: ClosureQuestion, report: ClosureReport): void {
  const { closureApproved, closureRejected } = billingEvents;
  const decided = report.blockers.length === 0 ? closureApproved : closureRejected;
  tx.emit(decided.draft(closureId, 1, { closureId, version: 1, projectId, report }));
}
