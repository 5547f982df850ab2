import type { NodeRemovalAnswer } from '@closeout/contracts/http/internal';
import type { Tx } from '@closeout/service-kit/db';
import { saveBudgetNode } from '../projects/budgetNodes.js';

/**
 * Projects asks before it removes a node of a budget: from here on no order can name it, unless one does already. News of a later version
 * brings the node back, should it not be removed after all.
 */
export async function giveUpNode(
  tx: Pick<Tx, 'query'>,
  node: { id: string; version: number; projectId: string },
): Promise<NodeRemovalAnswer> {
  await saveBudgetNode(tx, { ...node, removed: false });
  // Waits for orders that are being entered with it (`assertNodeOfProject` holds the row); those that come later see that it is gone.
  await tx.query('SELECT FROM budget_node_replica WHERE node_id = $1 FOR UPDATE', [node.id]);
  const orders = await tx.query<NodeRemovalAnswer['orders'][number]>(
    `SELECT id, number FROM cpo WHERE project_id = $2 AND budget_node_id = $1 AND status <> 'CANCELLED' ORDER BY number LIMIT 20`,
    [node.id, node.projectId],
  );
  if (orders.length === 0)
    await tx.query('UPDATE budget_node_replica SET removed = true WHERE node_id = $1', [node.id]);
  return { orders };
}
