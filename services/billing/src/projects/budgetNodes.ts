import { conflict } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';
import { on } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { UnknownReference } from './subject.js';

/** As much of a budget node as billing needs. */
const ReplicatedBudgetNode = z.object({
  id: z.uuid(),
  version: z.int().min(1),
  projectId: z.uuid(),
  removed: z.boolean().default(false),
});

export const onBudgetNodeChanged = on(ReplicatedBudgetNode, (tx, event) => saveBudgetNode(tx, event.data));

/** Newest version wins: a node that was let go of (`giveUpNode`) and then not removed comes back with its next one. */
export async function saveBudgetNode(
  tx: Pick<Tx, 'query'>,
  { id, version, projectId, removed }: z.output<typeof ReplicatedBudgetNode>,
): Promise<void> {
  await tx.query(
    `INSERT INTO budget_node_replica AS known (node_id, version, project_id, removed) VALUES ($1, $2, $3, $4)
     ON CONFLICT (node_id) DO UPDATE SET version = excluded.version, removed = excluded.removed
     WHERE known.version < excluded.version OR excluded.removed AND NOT known.removed`,
    [id, version, projectId, removed],
  );
}

/**
 * An order names a budget node of its own project; the composite foreign key `cpo_budget_node_fkey` says the same.
 * @throws DomainError `budget-node-unknown` (invalid), `allocation-mismatch` (conflict)
 */
export async function assertNodeOfProject(
  tx: Pick<Tx, 'query'>,
  { budgetNodeId, projectId }: { budgetNodeId: string | null; projectId: string | null },
): Promise<void> {
  if (budgetNodeId === null || projectId === null) return;
  const [node] = await tx.query<{ projectId: string; removed: boolean }>(
    // Held until the order is in: who lets go of the node waits, and finds the order (giveUpNode.ts).
    'SELECT project_id AS "projectId", removed FROM budget_node_replica WHERE node_id = $1 FOR KEY SHARE',
    [budgetNodeId],
  );
  if (!node || node.removed)
    throw new UnknownReference('budget-node', budgetNodeId, node ? null : { projectId });
  if (node.projectId !== projectId) {
    const detail = 'The budget node belongs to another project than the order.';
    throw conflict('allocation-mismatch', detail, { budgetNodeId, projectId });
  }
}
