export * from './billing/creditNotes.js';
export * from './billing/customers.js';
export * from './billing/documents.js';
export * from './billing/invoices.js';
export * from './billing/journal.js';
export * from './billing/receipts.js';
