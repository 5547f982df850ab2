import { expenseOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { actorRecord } from '../projects/actorRecord.js';
import { openProject } from '../projects/openProject.js';
import { findProject } from '../projects/projectQueries.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { decideExpense } from './decideExpense.js';
import { assertMayAdd } from '../timeEntries/mayLog.js';
import { expenseAnswer } from './expenseAnswer.js';
import { findExpense, listExpenses } from './expenseQueries.js';
import { recordExpense } from './recordExpense.js';
import { updateExpense } from './updateExpense.js';

export function expenseRoutes(router: Router, { prisma, db, transaction, clock }: ProjectsKit): void {
  query(router, operations.listExpenses, async ({ params, query: list, actor }) => {
    const project = await findProject(prisma, params.id, actor);
    const { items, nextCursor } = await listExpenses(db, project, list, actor);
    return { items: items.map((expense) => expenseAnswer(expense, project.currency)), nextCursor };
  });

  query(router, operations.getExpense, async ({ params, actor }) => {
    const project = await findProject(prisma, params.id, actor);
    return expenseAnswer(await findExpense(db, project, params.expenseId, actor), project.currency);
  });

  command(router, operations.recordExpense, transaction, async (tx, { params, body, actor }) => {
    const project = await openProject(tx, params.id, actor);
    assertMayAdd(project, actor);
    const expense = await recordExpense(tx, project, body, actorRecord(actor), clock.now());
    return expenseAnswer(expense, project.currency);
  });

  command(router, operations.updateExpense, transaction, async (tx, { params, body, ifMatch, actor }) => {
    const project = await openProject(tx, params.id, actor);
    const expense = await updateExpense(tx, project, params.expenseId, body, ifMatch, actor, clock.now());
    return expenseAnswer(expense, project.currency);
  });

  command(router, operations.settleExpense, transaction, async (tx, { params, ifMatch, actor }) => {
    const project = await openProject(tx, params.id, actor);
    const verdict = { status: 'SETTLED', reason: null } as const;
    const expense = await decideExpense(tx, project, params.expenseId, verdict, ifMatch, actor, clock.now());
    return expenseAnswer(expense, project.currency);
  });

  command(router, operations.rejectExpense, transaction, async (tx, { params, body, ifMatch, actor }) => {
    const project = await openProject(tx, params.id, actor);
    const verdict = { status: 'REJECTED', reason: body.reason } as const;
    const expense = await decideExpense(tx, project, params.expenseId, verdict, ifMatch, actor, clock.now());
    return expenseAnswer(expense, project.currency);
  });
}
