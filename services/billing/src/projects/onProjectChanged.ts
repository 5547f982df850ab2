import { conflict } from '@closeout/contracts/errors';
import { violates, type Tx } from '@closeout/service-kit/db';
import { on } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { linkQuoteOfProject } from '../quotes/linkQuoteOfProject.js';
import { endClosures, saveProject } from './projectStore.js';

/** As much of a project as billing needs; what else an event carries is none of its business. */
export const ReplicatedProject = z.object({
  id: z.uuid(),
  version: z.int().min(1),
  number: z.string(),
  title: z.string(),
  customerId: z.uuid(),
  currency: z.string().length(3),
  status: z.string(),
  budgetTotal: z.string(),
  revenueModel: z.string().nullable(),
  quoteId: z.uuid().nullish(),
});

export type ReplicatedProject = z.output<typeof ReplicatedProject>;

export const onProjectChanged = on(ReplicatedProject, (tx, event) =>
  applyProject(tx, event.data, new Date(event.time)),
);
export const onProjectStatusChanged = on(
  z.object({ project: ReplicatedProject, to: z.string() }),
  async (tx, { data: { project, to }, time }) => {
    await applyProject(tx, project, new Date(time));
    // Also when newer news of the project came first: a closure of before this change counts no more.
    if (to !== 'FINALIZED') await endClosures(tx, project);
  },
);

/**
 * The documents of a project hold it to its customer and currency. An event that says otherwise will never be right, so it is
 * not tried again as other missing references are.
 */
export async function applyProject(tx: Tx, project: ReplicatedProject, now: Date): Promise<void> {
  try {
    await linkQuoteOfProject(tx, project, () => saveProject(tx, project), now);
  } catch (error) {
    const held = ['invoice', 'credit_note', 'receipt', 'refund', 'quote', 'cpo'].some((table) =>
      violates(error, `${table}_project_fkey`),
    );
    if (!held) throw error;
    throw conflict(
      'project-customer-changed',
      `Documents hold ${project.number} to another customer or currency.`,
      {
        projectId: project.id,
      },
    );
  }
}
