import { projectSorts, projectStatuses } from '@closeout/contracts/vocabulary';
import type { paths } from '../api/generated/schema.js';
import { onlyGiven, textIn, wordIn } from '../ui/addressWords.js';

export type ProjectListQuery = NonNullable<paths['/projects']['get']['parameters']['query']>;

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

/** What the address asks for. */
export const projectListQuery = (params: URLSearchParams): ProjectListQuery =>
  onlyGiven({
    q: textIn(params, 'q'),
    status: wordIn(params, 'status', projectStatuses),
    customerId: textIn(params, 'customerId'),
    projectManagerId: textIn(params, 'projectManagerId'),
    archived: wordIn(params, 'archived', archivedChoices),
    overdue: wordIn(params, 'overdue', ['true']),
    sort: wordIn(params, 'sort', projectSorts),
  });
