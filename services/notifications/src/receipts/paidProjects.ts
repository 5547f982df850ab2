import type { Tx } from '@closeout/service-kit/db';
import { RetryLater } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';
import type { PaidProject } from './paymentReceivedEmail.js';
import { sharesByProject } from './sharesByProject.js';

const findProjects = prepared(({ ids }: Params<{ ids: string[] }>) =>
  tables
    .selectFrom('project')
    .select(['id', 'number', 'title', 'project_manager_id as managerId'])
    .where((eb) => eb('id', '=', eb.fn.any(ids)))
    .orderBy('number'),
);

/**
 * The projects that money of a receipt is for, with what each gets of it.
 * @throws RetryLater while one of them is still on its way
 */
export async function paidProjects(
  tx: Tx,
  { currency }: { currency: string },
  projectShares: readonly { projectId: string; amount: string }[],
): Promise<PaidProject[]> {
  const shares = sharesByProject(projectShares, currency);
  const rows = await tx.run(findProjects({ ids: [...shares.keys()] }));
  const missing = [...shares.keys()].find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) throw new RetryLater(`project ${missing} is not known yet`);
  return rows.map((row) => ({ ...row, amount: shares.get(row.id) ?? '' }));
}
