import type { paths } from '../api/generated/schema.js';

export type ReceiptListQuery = NonNullable<paths['/receipts']['get']['parameters']['query']>;

export const receiptStatuses = ['DRAFT', 'ISSUED', 'REVERSED'] as const;
export const filterNames = ['q', 'status', 'customerId', 'projectId', 'unallocated'] as const;

/** What the address asks for. Words that the API would not know are left out: an old link still shows a list. */
export function receiptListQuery(params: URLSearchParams): ReceiptListQuery {
  const text = (name: string) => params.get(name)?.trim() || undefined;
  const query: ReceiptListQuery = {
    q: text('q')?.slice(0, 200),
    status: receiptStatuses.find((status) => status === params.get('status')),
    customerId: text('customerId'),
    projectId: text('projectId'),
    unallocated: params.get('unallocated') === 'true' ? 'true' : undefined,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
