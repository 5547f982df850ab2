import { notFound } from '@closeout/contracts/errors';
import type { BudgetNode as BudgetNodeAnswer, BudgetTree } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Queryable } from '@closeout/service-kit/db';
import type { Project } from '../projects/project.js';
import { canSeeCosts } from '../projects/sight.js';
import { countedNodes, wholeBudget } from './budgetNode.js';
import { budgetNodeAnswer, figuresAnswer } from './budgetNodeAnswer.js';
import { loadBudgetNodes, loadUses } from './budgetNodeStore.js';

/** The budget of a project that the actor sees. Without figures for those who may not see costs. */
export async function showBudget(db: Queryable, project: Project, actor: Actor): Promise<BudgetTree> {
  const [nodes, uses] = await Promise.all([loadBudgetNodes(db, project.id), loadUses(db, project.id)]);
  const { currency } = project;
  const withFigures = canSeeCosts(actor, project);
  const total = figuresAnswer(wholeBudget(project.budgetMinor, uses), currency);
  return {
    items: countedNodes(nodes, uses).map((node) => budgetNodeAnswer(node, currency, withFigures)),
    nextCursor: null,
    total: { currency, ...(withFigures && total) },
  };
}

/** @throws DomainError `budget-node-not-found` */
export async function showBudgetNode(
  db: Queryable,
  project: Project,
  id: string,
  actor: Actor,
): Promise<BudgetNodeAnswer> {
  const found = (await showBudget(db, project, actor)).items.find((node) => node.id === id);
  if (!found) throw notFound('budget-node', id);
  return found;
}
