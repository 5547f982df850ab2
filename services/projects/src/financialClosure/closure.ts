import type { ReceivedReport } from '@closeout/contracts/events/projects';
import type { ClosureStatus } from '@closeout/contracts/http/projects';

/** One attempt to finalize a project with a reconciliation, as it is stored. Days are `YYYY-MM-DD`. */
export interface Closure {
  id: string;
  version: number;
  projectId: string;
  /** Of the project when it was asked: billing decides once it knows that version. */
  projectVersion: number;
  status: ClosureStatus;
  reason: string | null;
  effectiveDate: string;
  requestedBy: string | null;
  requestedByName: string;
  requestedAt: Date;
  attempts: number;
  /** When billing is asked again; null once the closure came to its end. */
  askAgainAt: Date | null;
  stalledAt: Date | null;
  concludedAt: Date | null;
  withdrawnBecause: string | null;
  report: ReceivedReport | null;
}

export interface WithdrawnClosure extends Closure {
  status: 'WITHDRAWN';
  concludedAt: Date;
  withdrawnBecause: string;
}

export interface DecidedClosure extends Closure {
  status: 'FINALIZED' | 'REJECTED';
  concludedAt: Date;
  report: ReceivedReport;
}

/** That it has a reason and an end then is a rule of the table. */
export const isWithdrawn = (closure: Closure): closure is WithdrawnClosure => closure.status === 'WITHDRAWN';

/** After so many questions without an answer, finance is told. */
export const attemptsUntilStalled = 5;

/** Whether this question is the one after which the closure counts as stalled; it is said once. */
export function hasStalled(closure: Pick<Closure, 'attempts' | 'stalledAt'>): boolean {
  return closure.stalledAt === null && closure.attempts >= attemptsUntilStalled;
}
