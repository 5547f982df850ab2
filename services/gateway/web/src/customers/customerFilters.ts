import { customerSorts, customerStatuses } from '@closeout/contracts/vocabulary';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';
import type { CustomerListQuery } from './customerQueries.js';

export const customerFilterNames = ['q', 'status', 'sort'] as const;

/** What the address asks for. */
export const customerListQuery = (params: URLSearchParams): CustomerListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    status: wordIn(params, 'status', customerStatuses),
    sort: wordIn(params, 'sort', customerSorts),
  });
