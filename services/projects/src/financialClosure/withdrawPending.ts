import type { Tx } from '@closeout/service-kit/db';
import type { Project } from '../projects/project.js';
import { withdrawn } from './closureAnswer.js';
import { loadClosure, saveConclusion } from './closureStore.js';

/**
 * Takes back the closure that is pending, if one is, because the project's status changes under it: billing unlocks what it
 * may have locked. The caller holds the project's lock.
 */
export async function withdrawPending(
  tx: Tx,
  project: Project,
  because: string,
  now: Date,
): Promise<Project> {
  const closure = project.closureId === null ? null : await loadClosure(tx, project.closureId);
  if (!closure) return project;
  const end = { status: 'WITHDRAWN', withdrawnBecause: because } as const;
  tx.emit(withdrawn(await saveConclusion(tx, closure, end, now)));
  return { ...project, closureId: null };
}
