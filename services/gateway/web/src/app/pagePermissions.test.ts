import { expect, it } from '@jest/globals';
import type { Operation } from '@closeout/contracts/http';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import { builtInRoles, permissions } from '@closeout/contracts/permissions';
import type { PageName } from '@closeout/contracts/pages';
import { pagePermissions } from './pagePermissions.js';
import { sectionsFor, workInProjects } from './sections.js';

/** What each page reads first, or makes. */
const operations: Partial<Record<PageName, string>> = {
  newProject: 'post /projects',
  customers: 'get /customers',
  customer: 'get /customers/{id}',
  quotes: 'get /quotes',
  newQuote: 'post /quotes',
  quote: 'get /quotes/{id}',
  orders: 'get /cpos',
  newOrder: 'post /cpos',
  order: 'get /cpos/{id}',
  receipts: 'get /receipts',
  newReceipt: 'post /receipts',
  receipt: 'get /receipts/{id}',
  refund: 'get /refunds/{id}',
  decisions: 'get /decisions',
  invoices: 'get /invoices',
  newInvoice: 'post /invoices',
  invoice: 'get /invoices/{id}',
  journal: 'get /journal',
  creditNote: 'get /credit-notes/{id}',
  deadLetters: 'get /operations/projects/dead-letters',
  deadLetter: 'get /operations/projects/dead-letters/{id}',
  users: 'get /users',
  user: 'get /users/{id}',
  roles: 'get /roles',
  apiKeys: 'get /api-keys',
};

it('a page opens for those whom the API answers, and for nobody else', () => {
  const all = Object.values(operationCatalog).flat() as Operation[];
  const opens = Object.entries(operations).map(([page, name]) => {
    const access = all.find(({ method, path }) => `${method} ${path}` === name)?.access;
    if (typeof access !== 'object') throw new Error(`${name} asks for no permission`);
    return [page, 'anyOf' in access ? access.anyOf : [access.permission]];
  });
  expect(pagePermissions).toEqual(Object.fromEntries(opens));
});

it('projects are in the navigation of whoever may have to do with one', () => {
  expect(workInProjects).toEqual(
    permissions.filter((name) => /^(projects|project_\w+|time|expenses)\./.test(name)),
  );
  const titles = (role: string) => sectionsFor(builtInRoles[role]!.permissions).map(({ title }) => title);
  expect(titles('team_member')).toEqual(['dashboard.title', 'projects.title']);
  expect(titles('accounting')).toEqual(
    ['dashboard', 'customers', 'orders', 'invoices', 'receipts', 'journal'].map((noun) => `${noun}.title`),
  );
});
