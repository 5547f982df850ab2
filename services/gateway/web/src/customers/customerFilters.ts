import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';
import type { CustomerListQuery } from './customerQueries.js';

export const customerStatuses = ['ACTIVE', 'INACTIVE'] as const;
export const customerSorts = ['name', '-name', '-createdAt', 'createdAt'] as const;
export const customerFilterNames = ['q', 'status', 'sort'] as const;

/** What the address asks for. */
export const customerListQuery = (params: URLSearchParams): CustomerListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    status: wordIn(params, 'status', customerStatuses),
    sort: wordIn(params, 'sort', customerSorts),
  });
