import { createCreditNote, getCreditNote, listCreditNotes } from './billing/creditNotes.js';
import {
  createCustomer,
  getCustomer,
  getCustomerCredit,
  listCustomers,
  updateCustomer,
} from './billing/customers.js';
import {
  createInvoice,
  deleteInvoice,
  getInvoice,
  issueInvoice,
  listInvoices,
  updateInvoice,
} from './billing/invoices.js';
import { exportJournal, listJournal } from './billing/journal.js';
import {
  allocateReceipt,
  createReceipt,
  deleteReceipt,
  getReceipt,
  issueReceipt,
  listReceipts,
  reverseReceipt,
  updateReceipt,
} from './billing/receipts.js';

export * from './billing/creditNotes.js';
export * from './billing/customers.js';
export * from './billing/documents.js';
export * from './billing/invoices.js';
export * from './billing/journal.js';
export * from './billing/receipts.js';

/** Everything that billing answers under /api/v1. */
export const billingOperations = {
  listCustomers,
  createCustomer,
  getCustomer,
  updateCustomer,
  getCustomerCredit,
  listInvoices,
  createInvoice,
  getInvoice,
  updateInvoice,
  deleteInvoice,
  issueInvoice,
  createCreditNote,
  listCreditNotes,
  getCreditNote,
  listReceipts,
  createReceipt,
  getReceipt,
  updateReceipt,
  deleteReceipt,
  issueReceipt,
  reverseReceipt,
  allocateReceipt,
  listJournal,
  exportJournal,
} as const;
