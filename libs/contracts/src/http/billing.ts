import {
  acceptCpoMismatch,
  approveCpoVersion,
  createCpoVersion,
  diffCpoVersions,
  rejectCpoMismatch,
  rejectCpoVersion,
  reportCpoMismatch,
} from './billing/cpoDecisions.js';
import {
  cancelCpo,
  createCpo,
  finalizeCpo,
  getCpo,
  linkCpo,
  listCpoHistory,
  listCpos,
  reopenCpo,
} from './billing/cpos.js';
import { countDecisions, listDecisions } from './billing/decisions.js';
import {
  createCreditNote,
  getCreditNote,
  getCreditNotePdf,
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
  getInvoicePdf,
  issueInvoice,
  listInvoiceHistory,
  listInvoices,
  listSettlements,
  updateInvoice,
} from './billing/invoices.js';
import { exportJournal, getJournalLock, listJournal, setJournalLock } from './billing/journal.js';
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
  getReceiptPdf,
  issueReceipt,
  listReceiptHistory,
  listReceipts,
  releaseReceipt,
  reverseReceipt,
  updateReceipt,
} from './billing/receipts.js';
import { createRefund, getRefund, getRefundPdf, listRefundHistory, listRefunds } from './billing/refunds.js';
import { listAllocatedElsewhere, settleInvoice, settleProject, settleReceipt } from './billing/settling.js';
import { getBillingSummary } from './billing/summary.js';

export { Cpo, CpoChange, CpoDifference, CpoNumber, CpoStatus, CreateCpoBody } from './billing/cpo.js';
export * from './billing/cpoDecisions.js';
export * from './billing/cpos.js';
export * from './billing/decisions.js';
export * from './billing/creditNotes.js';
export * from './billing/customers.js';
export * from './billing/documents.js';
export * from './billing/invoice.js';
export * from './billing/invoices.js';
export * from './billing/journal.js';
export * from './billing/quotes.js';
export {
  CreateReceiptBody,
  Receipt,
  ReceiptStatus,
  ReceiptSummary,
  UpdateReceiptBody,
} from './billing/receipt.js';
export * from './billing/receipts.js';
export * from './billing/refunds.js';
export * from './billing/settling.js';
export * from './billing/summary.js';

/** Everything that billing answers under /api/v1. */
export const billingOperations = {
  getBillingSummary,
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
  getInvoicePdf,
  updateInvoice,
  deleteInvoice,
  issueInvoice,
  createCreditNote,
  listCreditNotes,
  getCreditNote,
  listCreditNoteHistory,
  getCreditNotePdf,
  listReceipts,
  createReceipt,
  getReceipt,
  getReceiptPdf,
  listReceiptHistory,
  updateReceipt,
  deleteReceipt,
  issueReceipt,
  reverseReceipt,
  allocateReceipt,
  settleReceipt,
  settleInvoice,
  settleProject,
  listAllocatedElsewhere,
  releaseReceipt,
  createRefund,
  listRefunds,
  getRefund,
  listRefundHistory,
  getRefundPdf,
  listJournal,
  exportJournal,
  getJournalLock,
  setJournalLock,
} as const;
