import { conflict } from '@closeout/contracts/errors';
import type { QuoteBudgetNode } from '@closeout/contracts/events/billing';
import type { BudgetNodeInput } from '@closeout/contracts/http/projects';
import { newId, violates, type Tx } from '@closeout/service-kit/db';
import { readAmount, type Project } from '../projects/project.js';
import { assertWritable } from '../projects/status.js';
import { depthBelow, maxNodes, plannedNodes, refused, tooMany, type BudgetNode } from './budgetNode.js';
import { budgetNodeEvent } from './budgetNodeAnswer.js';
import { insertBudgetNodes, loadBudgetNodes } from './budgetNodeStore.js';

type Owner = Pick<Project, 'id' | 'currency'>;

/**
 * Gives a project the nodes of its quote: parents are named by their code and come before their children. What the budget has
 * already, by its code, stays as it is.
 * @throws DomainError as `plannedNodes`
 */
export async function addBudgetNodes(
  tx: Tx,
  project: Owner,
  inputs: readonly QuoteBudgetNode[],
  now: Date,
  existing: readonly BudgetNode[] = [],
): Promise<BudgetNode[]> {
  const ids = new Map(existing.map(({ code, id }) => [code, id]));
  const nodes = plannedNodes(inputs, project.currency, existing).map(({ parent, ...planned }): BudgetNode => {
    const id = newId();
    ids.set(planned.code, id);
    const parentId = parent === null ? null : (ids.get(parent) ?? null);
    return { ...planned, id, parentId, version: 1, projectId: project.id };
  });
  if (nodes.length > 0) await save(tx, project, nodes, now);
  return nodes;
}

/**
 * One more node in a budget; the caller holds the project's lock.
 * @throws DomainError `budget-node-not-found` (invalid), `budget-code-taken`, `budget-too-deep`, `budget-nodes-limit`,
 *   `project-read-only` (conflict)
 */
export async function addBudgetNode(
  tx: Tx,
  project: Project,
  input: BudgetNodeInput,
  now: Date,
): Promise<BudgetNode> {
  assertWritable(project);
  const nodes = await loadBudgetNodes(tx, project.id);
  const parentId = input.parentId ?? null;
  const parent = parentId === null ? null : nodes.find((node) => node.id === parentId);
  if (parent === undefined) {
    const detail = `There is no node ${parentId} in the budget of ${project.number}.`;
    throw refused('budget-node-not-found', '/parentId', detail);
  }
  if (nodes.length >= maxNodes) throw tooMany();
  const node: BudgetNode = {
    id: newId(),
    version: 1,
    projectId: project.id,
    parentId,
    depth: depthBelow(parent),
    code: input.code,
    name: input.name,
    amountMinor: readAmount(input.amount, project.currency, '/amount'),
  };
  await save(tx, project, [node], now);
  return node;
}

async function save(tx: Tx, project: Owner, nodes: readonly BudgetNode[], now: Date): Promise<void> {
  await refusingTakenCodes(() => insertBudgetNodes(tx, nodes, now));
  for (const node of nodes) tx.emit(budgetNodeEvent(node, project.currency));
}

/** @throws DomainError `budget-code-taken` (conflict) */
export async function refusingTakenCodes<R>(write: () => Promise<R>): Promise<R> {
  try {
    return await write();
  } catch (error) {
    if (!violates(error, 'budget_node_code_key')) throw error;
    throw conflict(
      'budget-code-taken',
      'Another node of this budget has the code. Codes are unique in a project.',
    );
  }
}
