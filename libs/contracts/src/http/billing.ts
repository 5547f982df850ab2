import {
  acceptCpoMismatch,
  approveCpoVersion,
  cancelCpo,
  countDecisions,
  createCpo,
  createCpoVersion,
  diffCpoVersions,
  finalizeCpo,
  getCpo,
  linkCpo,
  listCpoHistory,
  listCpos,
  listDecisions,
  rejectCpoMismatch,
  rejectCpoVersion,
  reopenCpo,
  reportCpoMismatch,
} from './billing/cpos.js';
import {
  createCreditNote,
  getCreditNote,
  listCreditNoteHistory,
  listCreditNotes,
} from './billing/creditNotes.js';
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
  listInvoiceHistory,
  listInvoices,
  listSettlements,
  updateInvoice,
} from './billing/invoices.js';
import { exportJournal, listJournal } from './billing/journal.js';
import {
  approveQuote,
  createQuote,
  declineQuote,
  deleteQuote,
  getQuote,
  linkQuote,
  listQuotes,
  sendQuote,
  updateQuote,
} from './billing/quotes.js';
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

export * from './billing/cpos.js';
export * from './billing/creditNotes.js';
export * from './billing/customers.js';
export * from './billing/documents.js';
export * from './billing/invoices.js';
export * from './billing/journal.js';
export * from './billing/quotes.js';
export * from './billing/receipts.js';

/** Everything that billing answers under /api/v1. */
export const billingOperations = {
  listCustomers,
  createCustomer,
  getCustomer,
  updateCustomer,
  getCustomerCredit,
  listQuotes,
  createQuote,
  getQuote,
  updateQuote,
  deleteQuote,
  sendQuote,
  approveQuote,
  declineQuote,
  linkQuote,
  listCpos,
  createCpo,
  getCpo,
  listCpoHistory,
  createCpoVersion,
  approveCpoVersion,
  rejectCpoVersion,
  diffCpoVersions,
  linkCpo,
  finalizeCpo,
  reopenCpo,
  cancelCpo,
  reportCpoMismatch,
  acceptCpoMismatch,
  rejectCpoMismatch,
  listDecisions,
  countDecisions,
  listInvoices,
  createInvoice,
  getInvoice,
  listSettlements,
  listInvoiceHistory,
  updateInvoice,
  deleteInvoice,
  issueInvoice,
  createCreditNote,
  listCreditNotes,
  getCreditNote,
  listCreditNoteHistory,
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
