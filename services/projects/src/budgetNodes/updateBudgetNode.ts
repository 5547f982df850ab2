import { notFound } from '@closeout/contracts/errors';
import type { BudgetNodePatch } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { openProject } from '../projects/openProject.js';
import { readAmount, type Project } from '../projects/project.js';
import { requireSeesCosts } from '../projects/sight.js';
import { assertWritable } from '../projects/status.js';
import { refusingTakenCodes } from './addBudgetNodes.js';
import type { BudgetNode } from './budgetNode.js';
import { budgetNodeEvent } from './budgetNodeAnswer.js';
import { loadBudgetNode, saveBudgetNode } from './budgetNodeStore.js';
import { sayPassedThresholds } from './sayPassedThresholds.js';

export interface NodePlace {
  projectId: string;
  id: string;
}

/**
 * Changes what a PATCH names. A patch that changes nothing makes no new version and says nothing.
 * @throws DomainError as `openBudgetNode`, `permission-missing` (an amount, of one who sees no costs), `budget-code-taken`
 */
export async function updateBudgetNode(
  tx: Tx,
  place: NodePlace,
  patch: BudgetNodePatch,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<{ project: Project; node: BudgetNode }> {
  const { project, node } = await openBudgetNode(tx, place, ifMatch, actor);
  if (patch.amount !== undefined) requireSeesCosts(actor, project);
  const change = {
    code: patch.code ?? node.code,
    name: patch.name ?? node.name,
    amountMinor:
      patch.amount === undefined ? node.amountMinor : readAmount(patch.amount, project.currency, '/amount'),
  };
  const same = (Object.keys(change) as (keyof typeof change)[]).every((name) => change[name] === node[name]);
  if (same) return { project, node };
  const saved = await refusingTakenCodes(() => saveBudgetNode(tx, node, change));
  tx.emit(budgetNodeEvent(saved, project.currency));
  if (saved.amountMinor < node.amountMinor) await sayPassedThresholds(tx, project, now);
  return { project, node: saved };
}

/**
 * A node that may be changed, under the project's lock.
 * @throws DomainError `project-not-found`, `budget-node-not-found`, `project-read-only`, `stale-version`
 */
export async function openBudgetNode(
  tx: Tx,
  { projectId, id }: NodePlace,
  ifMatch: number | null,
  actor: Actor,
): Promise<{ project: Project; node: BudgetNode }> {
  const project = await openProject(tx, projectId, actor);
  const node = await loadBudgetNode(tx, projectId, id);
  if (!node) throw notFound('budget-node', id);
  checkVersion(ifMatch, node.version);
  assertWritable(project);
  return { project, node };
}
