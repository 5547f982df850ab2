import type { Permission } from '@closeout/contracts/permissions';
import type { PageName } from '@closeout/contracts/pages';

/**
 * Any one of these opens the page: what it reads or, of a page for something new, what it makes is refused without. Pages that
 * are not here are for everybody who is signed in.
 */
export const pagePermissions: Partial<Record<PageName, readonly Permission[]>> = {
  newProject: ['projects.create'],
  customers: ['customers.view'],
  customer: ['customers.view'],
  quotes: ['quotes.view', 'quotes.manage'],
  newQuote: ['quotes.manage'],
  quote: ['quotes.view', 'quotes.manage'],
  orders: ['cpos.view'],
  newOrder: ['cpos.manage'],
  order: ['cpos.view'],
  receipts: ['receipts.view'],
  newReceipt: ['receipts.manage'],
  receipt: ['receipts.view'],
  refund: ['receipts.view'],
  decisions: ['cpos.direction'],
  invoices: ['invoices.view'],
  newInvoice: ['invoices.manage'],
  invoice: ['invoices.view'],
  journal: ['journal.view'],
  creditNote: ['invoices.view'],
  deadLetters: ['operations.manage'],
  deadLetter: ['operations.manage'],
  users: ['users.manage'],
  user: ['users.manage'],
  roles: ['users.manage'],
  apiKeys: ['users.manage'],
};
