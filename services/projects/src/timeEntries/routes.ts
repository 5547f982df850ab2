import { timeEntryOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { findProject } from '../projects/projectQueries.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { decideTimeEntry, submitTimeEntry } from './decideTimeEntry.js';
import { logTime } from './logTime.js';
import { settleWork } from './settleWork.js';
import { timeEntryAnswer } from './timeEntryAnswer.js';
import { findTimeEntry, listTimeEntries } from './timeEntryQueries.js';
import { removeTimeEntry, updateTimeEntry } from './updateTimeEntry.js';

const placeOf = (params: { id: string; timeEntryId: string }) => ({
  projectId: params.id,
  id: params.timeEntryId,
});

export function timeEntryRoutes(router: Router, { prisma, db, transaction, clock }: ProjectsKit): void {
  query(router, operations.listTimeEntries, async ({ params, query: list, actor }) => {
    const project = await findProject(prisma, params.id, actor);
    const { items, nextCursor } = await listTimeEntries(db, project, list, actor);
    return { items: items.map(timeEntryAnswer), nextCursor };
  });

  query(router, operations.getTimeEntry, async ({ params, actor }) => {
    const project = await findProject(prisma, params.id, actor);
    return timeEntryAnswer(await findTimeEntry(db, project, params.timeEntryId, actor));
  });

  command(router, operations.logTime, transaction, async (tx, { params, body, actor }) =>
    timeEntryAnswer(await logTime(tx, params.id, body, actor, clock.now())),
  );

  command(router, operations.updateTimeEntry, transaction, async (tx, { params, body, ifMatch, actor }) =>
    timeEntryAnswer(await updateTimeEntry(tx, placeOf(params), body, ifMatch, actor, clock.now())),
  );

  command(router, operations.removeTimeEntry, transaction, (tx, { params, ifMatch, actor }) =>
    removeTimeEntry(tx, placeOf(params), ifMatch, actor),
  );

  command(router, operations.submitTimeEntry, transaction, async (tx, { params, ifMatch, actor }) =>
    timeEntryAnswer(await submitTimeEntry(tx, placeOf(params), ifMatch, actor)),
  );

  command(router, operations.approveTimeEntry, transaction, async (tx, { params, ifMatch, actor }) => {
    const verdict = { action: 'approve' } as const;
    return timeEntryAnswer(await decideTimeEntry(tx, placeOf(params), verdict, ifMatch, actor, clock.now()));
  });

  command(router, operations.rejectTimeEntry, transaction, async (tx, { params, body, ifMatch, actor }) => {
    const verdict = { action: 'reject', reason: body.reason } as const;
    return timeEntryAnswer(await decideTimeEntry(tx, placeOf(params), verdict, ifMatch, actor, clock.now()));
  });

  command(router, operations.settleWork, transaction, (tx, { params, body, actor }) =>
    settleWork(tx, { ...body, projectId: params.id }, actor, clock.now()),
  );

  command(router, operations.unsettleWork, transaction, (tx, { params, body, actor }) =>
    settleWork(tx, { ...body, as: null, projectId: params.id }, actor, clock.now()),
  );
}
