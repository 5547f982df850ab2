import { projectsEvents } from '@closeout/contracts/events/projects';
import { fromMinor } from '@closeout/contracts/money';
import { newId, type Tx } from '@closeout/service-kit/db';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import { countedNodes, reached, wholeBudget, type CountedNode, type Figures } from './budgetNode.js';
import { insertPassedThresholds, loadBudgetNodes, loadUses } from './budgetNodeStore.js';

/**
 * Says which thresholds the project's budget and those of its nodes have reached, each of them once for ever (the unique
 * index of `budget_threshold`). In the transaction of what used the budget or lowered it, under the project's lock.
 */
export async function sayPassedThresholds(tx: Tx, project: Project, now: Date): Promise<void> {
  const [nodes, uses] = await Promise.all([loadBudgetNodes(tx, project.id), loadUses(tx, project.id)]);
  const budgets: { node: CountedNode | null; figures: Figures }[] = [
    { node: null, figures: wholeBudget(project.budgetMinor, uses) },
    ...countedNodes(nodes, uses).map((node) => ({ node, figures: node })),
  ];
  const passed = budgets.flatMap(({ node, figures }) =>
    reached(figures).map((percent) => ({ id: newId(), node, figures, percent })),
  );
  if (passed.length === 0) return;
  const thresholds = passed.map(({ id, node, percent }) => ({ id, nodeId: node?.id ?? null, percent }));
  const unsaid = await insertPassedThresholds(tx, project.id, thresholds, now);
  for (const { id, node, figures, percent } of passed) {
    if (!unsaid.has(id)) continue;
    const show = (minor: bigint) => fromMinor(minor, project.currency);
    tx.emit(
      projectsEvents.budgetThresholdPassed.draft(id, 1, {
        project: projectState(project),
        percent,
        node: node && { id: node.id, code: node.code, name: node.name },
        budget: show(figures.amountMinor),
        spent: show(figures.spentMinor),
        committed: show(figures.committedMinor),
        currency: project.currency,
      }),
    );
  }
}
