import type { TextKey } from '../text/translate.js';

export interface Section {
  path: string;
  title: TextKey;
  /** Without it the section is not shown; absent: for everybody. */
  permission?: string;
}

/** The navigation. */
export const sections: readonly Section[] = [
  { path: '/', title: 'dashboard.title' },
  { path: '/projects', title: 'projects.title' },
  { path: '/customers', title: 'customers.title', permission: 'customers.view' },
  { path: '/quotes', title: 'quotes.title', permission: 'quotes.manage' },
  { path: '/orders', title: 'orders.title', permission: 'cpos.view' },
  { path: '/invoices', title: 'invoices.title', permission: 'invoices.view' },
  { path: '/receipts', title: 'receipts.title', permission: 'receipts.view' },
  {
    path: '/decisions',
    title: 'decisions.title',
    permission: 'cpos.direction',
  },
  { path: '/notifications', title: 'emails.title', permission: 'operations.manage' },
  { path: '/operations/dead-letters', title: 'operations.title', permission: 'operations.manage' },
  { path: '/users', title: 'users.title', permission: 'users.manage' },
  { path: '/roles', title: 'roles.title', permission: 'users.manage' },
  { path: '/api-keys', title: 'apiKeys.title', permission: 'users.manage' },
];
