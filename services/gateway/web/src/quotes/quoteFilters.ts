import { quoteStatuses } from '@closeout/contracts/vocabulary';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';
import type { QuoteListQuery } from './quoteQueries.js';

export const quoteFilterNames = ['q', 'status', 'customerId'] as const;

/** What the address asks for. */
export const quoteListQuery = (params: URLSearchParams): QuoteListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    status: wordIn(params, 'status', quoteStatuses),
    customerId: textIn(params, 'customerId'),
  });
