import { pages } from '@closeout/contracts/pages';
import type { TextKey } from '../text/translate.js';

export interface Section {
  path: string;
  title: TextKey;
  /** Without it the section is not shown; absent: for everybody. */
  permission?: string;
}

/** The navigation. */
export const sections: readonly Section[] = [
  { path: pages.dashboard, title: 'dashboard.title' },
  { path: pages.projects, title: 'projects.title' },
  { path: pages.customers, title: 'customers.title', permission: 'customers.view' },
  { path: pages.quotes, title: 'quotes.title', permission: 'quotes.view' },
  { path: pages.orders, title: 'orders.title', permission: 'cpos.view' },
  { path: pages.invoices, title: 'invoices.title', permission: 'invoices.view' },
  { path: pages.receipts, title: 'receipts.title', permission: 'receipts.view' },
  { path: pages.journal, title: 'journal.title', permission: 'journal.view' },
  {
    path: pages.decisions,
    title: 'decisions.title',
    permission: 'cpos.direction',
  },
  { path: pages.emails, title: 'emails.title', permission: 'operations.manage' },
  { path: pages.deadLetters, title: 'operations.title', permission: 'operations.manage' },
  { path: pages.users, title: 'users.title', permission: 'users.manage' },
  { path: pages.roles, title: 'roles.title', permission: 'users.manage' },
  { path: pages.apiKeys, title: 'apiKeys.title', permission: 'users.manage' },
];
