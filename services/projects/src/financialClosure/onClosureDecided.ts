import { ClosureReport } from '@closeout/contracts/events/projects';
import { newId, type Clock, type Tx } from '@closeout/service-kit/db';
import { on, type Handler } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { applyTransition } from '../projects/applyTransition.js';
import { lockProject } from '../projects/projectStore.js';
import { transitionFor } from '../projects/status.js';
import { concluded, withdrawn } from './closureAnswer.js';
import { isWithdrawn, type Closure } from './closure.js';
import { loadClosure, saveConclusion } from './closureStore.js';

/** The report is kept as it came: it is evidence. */
const Decision = z.object({ closureId: z.uuid(), projectId: z.uuid(), report: ClosureReport.loose() });
type Decision = z.output<typeof Decision>;

/** Ordered, invoiced and received agree, and billing has locked the project's ledger. */
export const onClosureApproved = (clock: Clock): Handler =>
  on(Decision, (tx, { data }) => conclude(tx, data, 'FINALIZED', clock.now()));

export const onClosureRejected = (clock: Clock): Handler =>
  on(Decision, (tx, { data }) => conclude(tx, data, 'REJECTED', clock.now()));

/**
 * Carries out what billing decided, if the closure is still the one that the project waits for. A decision that comes late or
 * twice changes nothing; an approval that nobody waits for any more is answered, so that billing unlocks.
 */
async function conclude(
  tx: Tx,
  { closureId, projectId, report }: Decision,
  verdict: 'FINALIZED' | 'REJECTED',
  now: Date,
): Promise<void> {
  const project = await lockProject(tx, projectId);
  const closure = project && (await loadClosure(tx, closureId));
  if (!project || !closure || project.closureId !== closureId) {
    if (verdict === 'FINALIZED' && closure && isWithdrawn(closure)) tx.emit(withdrawn(closure));
    return;
  }
  const ended = await saveConclusion(tx, closure, { status: verdict, report }, now);
  const free = { ...project, closureId: null };
  if (verdict === 'REJECTED') tx.emit(concluded(ended, free));
  else tx.emit(concluded(ended, await finalize(tx, free, ended, now)));
}

function finalize(
  tx: Tx,
  project: Parameters<typeof applyTransition>[1],
  closure: Closure,
  now: Date,
): ReturnType<typeof applyTransition> {
  const transition = transitionFor(project, 'financial-closure');
  const { action } = transition;
  const line = {
    id: newId(),
    action,
    reason: closure.reason,
    effectiveDate: closure.effectiveDate,
    changedBy: closure.requestedBy,
    changedByName: closure.requestedByName,
  };
  return applyTransition(tx, project, transition, line, now);
}
