import { fromMinor, projectsEvents } from '@closeout/contracts';
import { newId, type Tx } from '@closeout/service-kit';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import { countedNodes, reached, wholeBudget, type CountedNode, type Figures } from './budgetNode.js';
import { loadBudgetNodes, loadUses } from './budgetNodeStore.js';

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
  const news = await tx.query<{ id: string }>(
    `INSERT INTO budget_threshold (id, project_id, node_id, percent, passed_at)
     SELECT t.id, $4, t.node_id, t.percent, $5 FROM unnest($1::uuid[], $2::uuid[], $3::smallint[]) AS t (id, node_id, percent)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      passed.map((threshold) => threshold.id),
      passed.map(({ node }) => node?.id ?? null),
      passed.map(({ percent }) => percent),
      ...[project.id, now],
    ],
  );
  const unsaid = new Set(news.map(({ id }) => id));
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
