import { conflict, DomainError } from '@closeout/contracts/errors';
import { projectsEvents } from '@closeout/contracts/events/projects';
import { DeletionAnswer } from '@closeout/contracts/http/internal';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import type { Kit } from '@closeout/service-kit/service';
import type { ProjectsKit } from '../ProjectsKit.js';
import { actorRecord } from '../projects/actorRecord.js';
import { openProject } from '../projects/openProject.js';
import { projectEvent } from '../projects/projectAnswer.js';
import { lockProject, touchProject } from '../projects/projectStore.js';
import { assertHasNothing } from './deletion.js';
import {
  approveDeletion,
  beginDeletion,
  deleteRows,
  endDeletion,
  findForgotten,
  findRecords,
  isApproved,
} from './deletionStore.js';

type Parts = Pick<ProjectsKit, 'transaction' | 'peer' | 'clock' | 'db'>;

/**
 * The first half, before the transaction that deletes: billing, which owns drafts, quotes and orders, has to let go of the project, so
 * that none can be made for it while it goes. If it does not answer, the deletion is given up.
 * @throws DomainError `project-in-use` (conflict), `service-unavailable`
 */
export async function askBilling(
  { transaction, peer, clock, db }: Parts,
  { id, ifMatch, actor }: { id: string; ifMatch: number | null; actor: Actor },
): Promise<void> {
  const project = await transaction(async (tx) => {
    const found = await openProject(tx, id, actor);
    checkVersion(ifMatch, found.version);
    assertHasNothing(found, await findRecords(tx, id));
    await beginDeletion(tx, found, clock.now());
    return found;
  });
  const answer = await peer('billing')
    .post(`/internal/projects/${id}/deletion`, { version: project.version }, DeletionAnswer)
    .catch(async (error: unknown) => {
      // Perhaps it was asked and has let go: a new version of the project takes that back.
      await transaction((tx) => giveUp(tx, id));
      throw error;
    });
  if (!answer) {
    throw new DomainError('unavailable', 'service-unavailable', {
      detail: 'Billing gave no answer.',
      retryAfter: 1,
    });
  }
  if (answer.records.length > 0) await db.query('DELETE FROM project_deletion WHERE project_id = $1', [id]);
  assertHasNothing(project, answer.records);
  await approveDeletion(db, id, project.version);
}

/** The second half: nothing may have come meanwhile. @throws DomainError `project-in-use`, `deletion-overtaken` (conflict) */
export async function deleteProject(tx: Tx, id: string, actor: Actor, now: Date): Promise<void> {
  const project = await openProject(tx, id, actor);
  assertHasNothing(project, await findRecords(tx, id));
  if (!(await isApproved(tx, project))) {
    throw conflict(
      'deletion-overtaken',
      `${project.number} was changed while it was being deleted. Look at it again.`,
    );
  }
  await deleteRows(tx, id);
  const { number, title, customerId, projectManagerId, technicalManagerId } = project;
  const version = project.version + 1;
  tx.audit({ action: 'deleteProject', record: 'project', id, detail: { number, title } });
  tx.emit(
    projectsEvents.projectDeleted.draft(id, version, {
      ...{ projectId: id, version, number, title, customerId, projectManagerId, technicalManagerId },
      deletedBy: actorRecord(actor).id,
      deletedAt: now.toISOString(),
    }),
  );
}

/** A deletion that came to nothing after billing may have let go: a new version of the project has it take the project back. */
export async function giveUp(tx: Tx, id: string): Promise<void> {
  const project = await lockProject(tx, id);
  if (!project || !(await endDeletion(tx, id))) return;
  tx.emit(projectEvent('projectUpdated', await touchProject(tx, project)));
}

/** Longer than any call takes. One that goes on all the same finds its row gone, and deletes nothing. */
const forgottenAfterMs = 60_000;

/** Deletions whose process died between the two halves. */
export async function giveUpForgotten(
  { db, clock }: Pick<Kit, 'db' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  for (const id of await findForgotten(db, new Date(clock.now().getTime() - forgottenAfterMs))) {
    if (signal.aborted) return;
    await db.transaction((tx) => giveUp(tx, id));
  }
}
