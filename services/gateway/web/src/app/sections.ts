import type { Permission } from '@closeout/contracts/permissions';
import { pages } from '@closeout/contracts/pages';
import type { TextKey } from '../text/translate.js';
import { pagePermissions } from './pagePermissions.js';

export interface Section {
  path: string;
  title: TextKey;
  /** Any one of these shows the section; absent: it is for everybody. */
  permissions?: readonly Permission[];
}

/** Of whoever has to do with projects, be it only with those that they work on. */
export const workInProjects: readonly Permission[] = [
  'projects.view',
  'projects.create',
  'projects.edit',
  'projects.delete',
  'projects.change_status',
  'projects.technical_closure',
  'projects.finance_closure',
  'projects.view_cost_income',
  'projects.view_metrics',
  'project_stages.view',
  'project_stages.manage',
  'project_payments.view',
  'project_payments.manage',
  'project_team.manage',
  'time.log',
  'time.approve',
  'expenses.record',
  'expenses.settle',
];

/** The navigation. */
export const sections: readonly Section[] = [
  { path: pages.dashboard, title: 'dashboard.title' },
  { path: pages.projects, title: 'projects.title', permissions: workInProjects },
  { path: pages.customers, title: 'customers.title', permissions: pagePermissions.customers },
  { path: pages.quotes, title: 'quotes.title', permissions: pagePermissions.quotes },
  { path: pages.orders, title: 'orders.title', permissions: pagePermissions.orders },
  { path: pages.invoices, title: 'invoices.title', permissions: pagePermissions.invoices },
  { path: pages.receipts, title: 'receipts.title', permissions: pagePermissions.receipts },
  { path: pages.journal, title: 'journal.title', permissions: pagePermissions.journal },
  { path: pages.decisions, title: 'decisions.title', permissions: pagePermissions.decisions },
  // Everybody reads what was sent to them; the list of all is in the navigation of those who look after it.
  { path: pages.emails, title: 'emails.title', permissions: ['operations.manage'] },
  { path: pages.deadLetters, title: 'operations.title', permissions: pagePermissions.deadLetters },
  { path: pages.users, title: 'users.title', permissions: pagePermissions.users },
  { path: pages.roles, title: 'roles.title', permissions: pagePermissions.roles },
  { path: pages.apiKeys, title: 'apiKeys.title', permissions: pagePermissions.apiKeys },
];

export const sectionsFor = (held: readonly string[]): Section[] =>
  sections.filter(
    ({ permissions }) => !permissions || permissions.some((permission) => held.includes(permission)),
  );
