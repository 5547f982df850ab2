import { conflict } from '@closeout/contracts';
import { violates, type Actor, type Tx } from '@closeout/service-kit';
import { budgetNodeEvent } from './budgetNodeAnswer.js';
import { deleteBudgetNode } from './budgetNodeStore.js';
import { openBudgetNode, type NodePlace } from './updateBudgetNode.js';

/**
 * Takes a node out that nothing hangs on.
 * @throws DomainError `budget-node-in-use` (conflict)
 */
export async function removeBudgetNode(
  tx: Tx,
  place: NodePlace,
  ifMatch: number | null,
  actor: Actor,
): Promise<void> {
  const { project, node } = await openBudgetNode(tx, place, ifMatch, actor);
  try {
    await deleteBudgetNode(tx, node.id);
  } catch (error) {
    const what = hangingOn(error);
    if (what === null) throw error;
    throw conflict(
      'budget-node-in-use',
      `${what} hang on ${node.code}, so it stays. Its amount can be set to 0.`,
    );
  }
  tx.emit(budgetNodeEvent({ ...node, version: node.version + 1 }, project.currency, true));
}

function hangingOn(error: unknown): string | null {
  if (violates(error, 'budget_node_parent_fkey')) return 'Other nodes';
  return violates(error, 'expense_budget_node_fkey') ? 'Expenses' : null;
}
