import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';
import type { OrderListQuery } from './orderQueries.js';

export const orderStatuses = ['OPEN', 'DIRECTION_PENDING', 'FINALIZED', 'CANCELLED'] as const;
export const mismatchStatuses = ['FOUND', 'REPORTED', 'ACCEPTED', 'REJECTED'] as const;
export const orderFilterNames = ['q', 'status', 'customerId', 'projectId', 'mismatch'] as const;

/** What the address asks for. */
export const orderListQuery = (params: URLSearchParams): OrderListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    status: wordIn(params, 'status', orderStatuses),
    customerId: textIn(params, 'customerId'),
    projectId: textIn(params, 'projectId'),
    mismatch: wordIn(params, 'mismatch', mismatchStatuses),
  });
