import { closureOperations as operations } from '@closeout/contracts/http/projects';
import type { Tx } from '@closeout/service-kit/db';
import { command, query, type DryRunOptions } from '@closeout/service-kit/http';
import { namedRecord } from '@closeout/contracts/records';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { closureAnswer } from './closureAnswer.js';
import { previewClosure, showClosure } from './closureQueries.js';
import { requestClosure } from './requestClosure.js';

/** @param askAgainMs milliseconds after which billing is asked again */
export function financialClosureRoutes(router: Router, kit: ProjectsKit, askAgainMs: number): void {
  query(router, operations.previewFinancialClosure, ({ params, actor }) =>
    previewClosure(kit, params.id, actor),
  );

  query(router, operations.getFinancialClosure, ({ params, actor }) =>
    showClosure(kit, params.id, params.closureId, actor),
  );

  command(
    router,
    operations.requestFinancialClosure,
    kit.transaction,
    async (tx, { params, body, actor }) => {
      const request = { ...body, projectId: params.id, askAgainMs };
      return closureAnswer(await requestClosure(tx, request, actor, kit.clock.moment()));
    },
    { dryRun: foreseen(kit) },
  );
}

/** What billing would decide is asked of it, once nothing is held any more. */
function foreseen(kit: ProjectsKit): DryRunOptions<typeof operations.requestFinancialClosure, Tx> {
  return {
    consequences: async () => ({}),
    notifications: kit.peer('notifications'),
    async complete(found, { params, actor }) {
      const preview = await previewClosure(kit, params.id, actor);
      const change = { ...namedRecord('project', params.id), from: 'TECHNICALLY_CLOSED', to: 'FINALIZED' };
      return { ...found, answer: preview, statusChanges: preview.ready ? [change] : [] };
    },
  };
}
