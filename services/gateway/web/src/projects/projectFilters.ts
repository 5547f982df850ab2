import type { paths } from '../api/generated/schema.js';

export type ProjectListQuery = NonNullable<paths['/projects']['get']['parameters']['query']>;

export const statuses = ['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED', 'FINALIZED', 'CANCELLED'] as const;
export const sorts = ['-number', 'number', 'title', '-title', '-createdAt', 'createdAt'] as const;
export const archivedChoices = ['false', 'true', 'all'] as const;
export const filterNames = [
  'q',
  'status',
  'customerId',
  'projectManagerId',
  'archived',
  'overdue',
  'sort',
] as const;

/** What the address asks for. Words that the API would not know are left out: an old link still shows a list. */
export function projectListQuery(params: URLSearchParams): ProjectListQuery {
  const one = <T extends string>(name: string, words: readonly T[]): T | undefined =>
    words.find((word) => word === params.get(name));
  const text = (name: string) => params.get(name)?.trim() || undefined;
  const query: ProjectListQuery = {
    q: text('q')?.slice(0, 200),
    status: one('status', statuses),
    customerId: text('customerId'),
    projectManagerId: text('projectManagerId'),
    archived: one('archived', archivedChoices),
    overdue: one('overdue', ['true']),
    sort: one('sort', sorts),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
