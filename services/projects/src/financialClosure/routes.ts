import { closureOperations as operations } from '@closeout/contracts';
import { command, query } from '@closeout/service-kit';
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

  command(router, operations.requestFinancialClosure, kit.transaction, async (tx, { params, body, actor }) =>
    closureAnswer(
      await requestClosure(tx, { ...body, projectId: params.id, askAgainMs }, actor, kit.clock.now()),
    ),
  );
}
