import { cpoStatuses, mismatchStatuses } from '@closeout/contracts/vocabulary';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';
import type { OrderListQuery } from './orderQueries.js';

export const orderFilterNames = ['q', 'status', 'customerId', 'projectId', 'mismatch'] as const;

/** What the address asks for. */
export const orderListQuery = (params: URLSearchParams): OrderListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    status: wordIn(params, 'status', cpoStatuses),
    customerId: textIn(params, 'customerId'),
    projectId: textIn(params, 'projectId'),
    mismatch: wordIn(params, 'mismatch', mismatchStatuses),
  });
