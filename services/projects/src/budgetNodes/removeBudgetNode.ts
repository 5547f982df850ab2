import { conflict } from '@closeout/contracts/errors';
import { NodeRemovalAnswer } from '@closeout/contracts/http/internal';
import type { Actor } from '@closeout/service-kit/auth';
import { violates, type Tx } from '@closeout/service-kit/db';
import { lockProject } from '../projects/projectStore.js';
import { canSeePayments } from '../projects/sight.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { budgetNodeEvent } from './budgetNodeAnswer.js';
import { deleteBudgetNode, isUsed, loadBudgetNode, saveBudgetNode } from './budgetNodeStore.js';
import { openBudgetNode, type NodePlace } from './updateBudgetNode.js';

interface Removal extends NodePlace {
  ifMatch: number | null;
  actor: Actor;
}

/**
 * The first half, outside the transaction that removes: billing, which owns orders, has to let go of the node, so that none can name it while it
 * goes. What keeps it here is looked at before, so that billing seldom lets go in vain.
 * @param asked called when billing is asked, and may have let go whatever becomes of the answer
 * @throws DomainError as `openBudgetNode`; `budget-node-in-use` (conflict), `service-unavailable` when billing is away
 */
export async function askOrders(
  { transaction, peer }: Pick<ProjectsKit, 'transaction' | 'peer'>,
  { ifMatch, actor, ...place }: Removal,
  asked: () => void,
): Promise<void> {
  const { project, node, used } = await transaction(async (tx) => ({
    ...(await openBudgetNode(tx, place, ifMatch, actor)),
    used: await isUsed(tx, place.id),
  }));
  // The removal itself says by what.
  if (used) return;
  const { id, version, projectId } = node;
  asked();
  const answer = await peer('billing').post(
    `/internal/budget-nodes/${id}/removal`,
    { version, projectId },
    NodeRemovalAnswer,
  );
  const orders = answer?.orders ?? [];
  if (orders.length === 0) return;
  const seen = canSeePayments(actor, project);
  const names = seen ? `: ${orders.map(({ number }) => number).join(', ')}` : '';
  throw conflict(
    'budget-node-in-use',
    `Purchase orders name ${node.code}${names}, so it stays. Its amount can be set to 0.`,
    seen ? { orders } : undefined,
  );
}

/** A removal that came to nothing after billing may have let go: a new version of the node has billing take it back. */
export async function keepNode(tx: Tx, { projectId, id }: NodePlace): Promise<void> {
  const project = await lockProject(tx, projectId);
  const node = project && (await loadBudgetNode(tx, projectId, id));
  if (node) tx.emit(budgetNodeEvent(await saveBudgetNode(tx, node, node), project.currency));
}

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
