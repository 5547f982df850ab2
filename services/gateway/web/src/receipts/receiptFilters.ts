import { receiptStatuses } from '@closeout/contracts/vocabulary';
import type { paths } from '../api/generated/schema.js';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';

export type ReceiptListQuery = NonNullable<paths['/receipts']['get']['parameters']['query']>;

export const filterNames = ['q', 'status', 'customerId', 'projectId', 'unallocated'] as const;

/** What the address asks for. */
export const receiptListQuery = (params: URLSearchParams): ReceiptListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    status: wordIn(params, 'status', receiptStatuses),
    customerId: textIn(params, 'customerId'),
    projectId: textIn(params, 'projectId'),
    unallocated: wordIn(params, 'unallocated', ['true']),
  });
