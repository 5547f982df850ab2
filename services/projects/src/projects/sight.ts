import type { FieldAccess } from '@closeout/contracts/http';
import { moneyPermissions } from '@closeout/contracts/permissions';
import { requirePermission, type Actor } from '@closeout/service-kit/auth';
import type { Project } from './project.js';
import { manages } from './visibility.js';

/** What somebody sees of a project that they see, by the marks of the fields in the contracts (`withAccess`). */
export type SeenParts = Record<Exclude<FieldAccess, 'duty'>, boolean>;

/**
 * The one policy for money and notes (practice, "Who sees money"). Everything that shows a project asks here: answers, lists,
 * filters, dry runs. Whoever has neither of the permissions and does not run the project sees no figure of it at all.
 */
export function sightOf(
  actor: Pick<Actor, 'id' | 'permissions'>,
  project: Pick<Project, 'projectManagerId' | 'technicalManagerId'>,
): SeenParts {
  const runs = manages(actor, project);
  const has = (permission: string) => actor.permissions.has(permission);
  const payments = runs || has('project_payments.view');
  const costs = runs || has('projects.view_cost_income');
  return {
    payments,
    costs,
    money: payments || costs,
    expenses: costs || has('expenses.settle'),
    notes: has('projects.edit'),
  };
}

/** Milestones, payments and documents. */
export const canSeePayments: Part = (actor, project) => sightOf(actor, project).payments;

/** What was spent on a project, and its budgets. */
export const canSeeCosts: Part = (actor, project) => sightOf(actor, project).costs;

/** @throws DomainError `permission-missing` */
export function requireSeesPayments(actor: Actor, project: Parameters<typeof sightOf>[1]): void {
  if (!canSeePayments(actor, project)) requirePermission(actor, 'project_payments.view');
}

/**
 * Nobody sets a figure that they could not see: that it is changed at all is asked, not whether it differs, which would tell what it is.
 * @throws DomainError `permission-missing`
 */
export function requireSeesMoney(actor: Actor, project: Parameters<typeof sightOf>[1]): void {
  if (!sightOf(actor, project).money) requirePermission(actor, ...moneyPermissions);
}

/** @throws DomainError `permission-missing` */
export function requireSeesCosts(actor: Actor, project: Parameters<typeof sightOf>[1]): void {
  if (!canSeeCosts(actor, project)) requirePermission(actor, 'projects.view_cost_income');
}

type Part = (...of: Parameters<typeof sightOf>) => boolean;
