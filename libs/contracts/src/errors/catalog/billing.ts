import type { ErrorDescription } from '../domainError.js';

export const billingErrors = {
  'vat-number-taken': { kind: 'conflict', title: 'Another customer has this VAT number' },
  'project-customer-changed': {
    kind: 'conflict',
    title: 'Documents hold the project to another customer or currency',
  },
  'cpo-unknown': { kind: 'invalid', title: 'The body names a purchase order that does not exist' },
  'quote-unknown': { kind: 'invalid', title: 'The body names a quote that does not exist' },
  'cpo-number-taken': { kind: 'conflict', title: 'The customer already has an order with this number' },
  'cpo-not-open': { kind: 'conflict', title: 'Nothing more is invoiced against this order' },
  'cpo-invoiced': { kind: 'conflict', title: 'Something was invoiced against the order' },
  'cpo-without-project': {
    kind: 'conflict',
    title: 'The project that the order’s quote becomes is not there yet',
  },
  'quote-sent': { kind: 'conflict', title: 'A quote that was sent never changes' },
  'nothing-to-quote': { kind: 'conflict', title: 'A quote over nothing is not sent' },
  'budget-node-repeated': { kind: 'invalid', title: 'Two budget nodes have the same code' },
  'budget-node-parent-unknown': {
    kind: 'invalid',
    title: 'A budget node’s parent must come before it',
  },
  'budget-exceeds-quote': { kind: 'invalid', title: 'The budget is larger than the quote' },
  'text-not-printable': {
    kind: 'invalid',
    title: 'A text of the document holds a character that no font has; `errors` names each place',
  },
  'document-issued': { kind: 'conflict', title: 'An issued document never changes' },
  'document-not-issued': { kind: 'conflict', title: 'The document is a draft' },
  'nothing-to-invoice': { kind: 'conflict', title: 'The invoice has no lines, or nothing to pay' },
  'seller-missing': {
    kind: 'conflict',
    title: 'No company is named that documents are issued for',
  },
  'issue-date-before-last': { kind: 'conflict', title: 'The series has a document with a later date' },
  'period-closed': {
    kind: 'conflict',
    title: 'Nothing is dated on or before the day through which the journal is locked, `through`',
  },
  'lock-in-future': { kind: 'invalid', title: 'The journal is locked through today at the latest' },
  'issue-date-in-future': { kind: 'invalid', title: 'A document is issued today or earlier' },
  'allocation-mismatch': {
    kind: 'conflict',
    title: 'Documents, project and milestone do not belong together',
  },
  'allocation-repeated': { kind: 'invalid', title: 'The same invoice twice' },
  'allocation-exceeds-receipt': { kind: 'conflict', title: 'More would be allocated than was received' },
  'allocation-exceeds-due': { kind: 'conflict', title: 'More would be allocated than is due' },
  'milestone-not-invoiceable': { kind: 'conflict', title: 'Nothing can be invoiced for the milestone' },
  'project-locked': { kind: 'conflict', title: 'The project is closed: its billing documents are locked' },
  'receipt-reversed': { kind: 'conflict', title: 'The receipt was reversed' },
  'receipt-refunded': {
    kind: 'conflict',
    title: 'Money of the receipt was paid back: it cannot have bounced',
  },
  'refund-exceeds-receipt': {
    kind: 'conflict',
    title: 'More would be paid back than is left of the receipt',
  },
  'refund-before-payment': { kind: 'invalid', title: 'The money would go back before it came' },
  'release-exceeds-project': {
    kind: 'conflict',
    title: 'More would be moved than is left of the receipt for its project',
  },
  'credit-exceeds-invoice': { kind: 'conflict', title: 'More would be credited than was invoiced' },
  'line-repeated': { kind: 'invalid', title: 'The same line twice' },
  'line-unknown': { kind: 'invalid', title: 'The invoice has no such line' },
} satisfies Record<string, ErrorDescription>;
