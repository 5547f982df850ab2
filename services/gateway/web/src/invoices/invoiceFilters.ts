import { invoiceStatuses, paymentStatuses } from '@closeout/contracts/vocabulary';
import type { paths } from '../api/generated/schema.js';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';

export type InvoiceListQuery = NonNullable<paths['/invoices']['get']['parameters']['query']>;
export type CreditNoteListQuery = NonNullable<paths['/credit-notes']['get']['parameters']['query']>;

export const filterNames = [
  'q',
  'status',
  'paymentStatus',
  'customerId',
  'projectId',
  'open',
  'overdue',
] as const;

/** What the address asks for. */
export const invoiceListQuery = (params: URLSearchParams): InvoiceListQuery =>
  onlyGiven({
    ...creditNoteListQuery(params),
    status: wordIn(params, 'status', invoiceStatuses),
    paymentStatus: wordIn(params, 'paymentStatus', paymentStatuses),
    open: wordIn(params, 'open', ['true']),
    overdue: wordIn(params, 'overdue', ['true']),
  });

/** The same, of what credit notes are filtered by as well. */
export const creditNoteListQuery = (params: URLSearchParams): CreditNoteListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    customerId: textIn(params, 'customerId'),
    projectId: textIn(params, 'projectId'),
  });
