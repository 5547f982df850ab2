import { notFound } from '@closeout/contracts/errors';
import { UnbilledWork } from '@closeout/contracts/events/projects';
import type { Clock, Database } from '@closeout/service-kit/db';
import type { Peer } from '@closeout/service-kit/http';
import { Router } from 'express';
import { z } from 'zod';
import { fetchProject } from '../projects/askOwner.js';
import { findFigures, type KnownFigures } from './findFigures.js';
import { reconcile } from './reconcile.js';

const Question = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1).default(1),
  hours: UnbilledWork.shape.hours.optional(),
  amount: z.string().optional(),
});

/** What a financial closure would be decided on now, for the preview that projects shows. Locks nothing. */
export function internalClosureRoutes(db: Database, projects: Peer, clock: Clock): Router {
  const router = Router();
  router.get('/projects/:id/reconciliation', async (req, res) => {
    const question = Question.safeParse({ ...req.query, id: req.params.id });
    if (!question.success) throw notFound('project', req.params.id);
    const figures = await upToDate(db, projects, question.data);
    const { hours, amount } = question.data;
    const work = hours === undefined ? null : { hours, amount: amount || null };
    res.json(reconcile({ ...figures, budgetMinor: figures.budgetMinor ?? 0n, work }, clock.now()));
  });
  return router;
}

/** What was changed a moment ago must count, also while the news of it is under way. @throws DomainError `project-not-found` */
async function upToDate(
  db: Database,
  projects: Peer,
  { id, version }: z.output<typeof Question>,
): Promise<KnownFigures> {
  const known = await findFigures(db, id);
  if (known && known.version >= version && known.budgetMinor !== null) return known;
  await fetchProject(db, projects, id);
  const learnt = await findFigures(db, id);
  if (!learnt) throw notFound('project', id);
  return learnt;
}
