import { z } from 'zod';
import { Day, EnteredDay, Id, Instant, lineOfText, page, PageQuery, prose, Version } from '../../fields.js';
import { parseDecimal } from '../../money/decimals.js';
import { defineOperation } from '../operation.js';
import { Rejection } from './expenses.js';
import { settledWorkOperations, WorkSettlement } from './settledWork.js';
import { Person } from './vocabulary.js';
import { projectReaders } from './readers.js';
import { timeEntryStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const TimeEntryStatus = z.enum(timeEntryStatuses);
export type TimeEntryStatus = z.infer<typeof TimeEntryStatus>;

/** Hours in quarters: "7.5" → 30. */
const Quarters = z
  .union([z.string(), z.number()], { error: 'expected hours such as "7.50"' })
  .transform((hours) => parseDecimal(String(hours), 2) ?? -1n)
  .refine((hundredths) => hundredths > 0n && hundredths <= 2400n && hundredths % 25n === 0n, {
    error: 'expected quarters of an hour, more than 0 and at most 24, such as "7.50"',
  })
  .transform((hundredths) => Number(hundredths / 25n))
  .meta({
    description: 'Quarters of an hour, more than 0 and at most 24: a decimal string or a number',
    examples: ['7.50'],
  });

/** What someone worked for a project on a day. */
export const TimeEntry = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  userId: Id,
  userName: z.string(),
  date: Day,
  hours: z.string().meta({ description: 'With two decimals', examples: ['7.50'] }),
  description: z.string(),
  taskType: z.string().nullable(),
  billable: z.boolean(),
  status: TimeEntryStatus,
  decidedBy: Person.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable().meta({ description: 'Why it was rejected' }),
  settlement: z.object({ as: WorkSettlement, reason: z.string(), by: Person, at: Instant }).nullable().meta({
    description: 'Approved billable hours that finance marked: they are not to be invoiced any more',
  }),
});
export type TimeEntry = z.infer<typeof TimeEntry>;

const fields = {
  date: EnteredDay.meta({ description: 'Tomorrow by UTC at the latest: somewhere it is tomorrow already' }),
  hours: Quarters,
  description: prose(limits.timeEntry.description).min(1),
  taskType: lineOfText(limits.timeEntry.taskType).nullish(),
};

export const TimeEntryInput = z.strictObject({ ...fields, billable: z.boolean().default(true) });
export type TimeEntryInput = z.output<typeof TimeEntryInput>;

export const TimeEntryPatch = z.strictObject({ ...fields, billable: z.boolean() }).partial();
export type TimeEntryPatch = z.output<typeof TimeEntryPatch>;

export const TimeEntryListQuery = PageQuery.omit({ q: true }).extend({
  status: TimeEntryStatus.optional(),
  userId: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  unbilled: z.enum(['true']).optional().meta({
    description: 'Only approved billable hours that are not marked as settled',
  }),
  sort: z.enum(['-date', 'date']).default('-date'),
});
export type TimeEntryListQuery = z.output<typeof TimeEntryListQuery>;

const EntryPath = z.object({ id: Id, timeEntryId: Id });

const example: TimeEntry = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b37',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  userId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b13',
  userName: 'Tom Engineer',
  date: '2026-02-01',
  hours: '7.50',
  description: 'Installed the servers',
  taskType: null,
  billable: true,
  status: 'DRAFT',
  decidedBy: null,
  decidedAt: null,
  reason: null,
  settlement: null,
};
const decided = {
  version: 3,
  decidedBy: { id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12', name: 'Petra Manager' },
  decidedAt: '2026-02-03T09:30:00.000Z',
};

const about = { service: 'projects', tag: 'Time' } as const;
const refusals = [
  'project-not-found',
  'time-entry-not-found',
  'project-read-only',
  'project-status-forbids',
] as const;
const toWrite = ['not-assigned', 'outside-project', 'date-in-future', 'hours-exceed-day'] as const;

function move(
  id: string,
  action: 'submit' | 'approve',
  summary: string,
  description: string,
  response: TimeEntry,
) {
  return defineOperation({
    ...about,
    id,
    record: 'time-entry',
    method: 'post',
    path: `/projects/{id}/time-entries/{timeEntryId}/${action}`,
    summary,
    description,
    access: { permission: action === 'submit' ? 'time.log' : 'time.approve' },
    params: EntryPath,
    status: 200,
    answer: TimeEntry,
    errors: [
      ...refusals,
      'outside-project',
      'time-entry-transition-not-allowed',
      action === 'submit' ? 'time-entry-of-another' : 'own-time-entry',
    ],
    examples: [{ summary, response }],
  });
}

export const timeEntryOperations = {
  listTimeEntries: defineOperation({
    ...about,
    id: 'listTimeEntries',
    method: 'get',
    path: '/projects/{id}/time-entries',
    summary: 'Hours that were worked for a project, the latest first',
    description:
      'Those who approve time, may see costs or run the project see all of them, others their own.',
    access: 'signed-in',
    callers: projectReaders,
    params: z.object({ id: Id }),
    query: TimeEntryListQuery,
    status: 200,
    answer: page(TimeEntry),
    errors: ['project-not-found', 'bad-cursor'],
    examples: [{ summary: 'One of them', response: { items: [example], nextCursor: null } }],
  }),
  getTimeEntry: defineOperation({
    ...about,
    id: 'getTimeEntry',
    method: 'get',
    path: '/projects/{id}/time-entries/{timeEntryId}',
    summary: 'One time entry',
    access: 'signed-in',
    callers: projectReaders,
    params: EntryPath,
    status: 200,
    answer: TimeEntry,
    errors: ['project-not-found', 'time-entry-not-found'],
    examples: [{ summary: 'A day', response: example }],
  }),
  logTime: defineOperation({
    ...about,
    id: 'logTime',
    record: 'time-entry',
    method: 'post',
    path: '/projects/{id}/time-entries',
    summary: 'Log one’s own hours, as a draft',
    description:
      'By those who are on the project’s team or run it, for a day inside its dates. Nobody has more than 24 hours on a day, over all projects and whatever became of them; a rejected entry counts until it is removed.',
    access: { permission: 'time.log' },
    peopleOnly: true,
    params: z.object({ id: Id }),
    body: TimeEntryInput,
    status: 201,
    answer: TimeEntry,
    errors: ['project-not-found', 'project-read-only', 'project-status-forbids', ...toWrite],
    examples: [
      {
        summary: 'A day',
        request: { date: '2026-02-01', hours: '7.5', description: 'Installed the servers' },
        response: example,
      },
    ],
  }),
  updateTimeEntry: defineOperation({
    ...about,
    id: 'updateTimeEntry',
    record: 'time-entry',
    method: 'patch',
    path: '/projects/{id}/time-entries/{timeEntryId}',
    summary: 'Change one’s own draft or rejected entry',
    access: { permission: 'time.log' },
    params: EntryPath,
    body: TimeEntryPatch,
    status: 200,
    answer: TimeEntry,
    errors: [
      ...refusals,
      ...toWrite,
      'time-entry-of-another',
      'time-entry-transition-not-allowed',
      'stale-version',
    ],
    examples: [
      { summary: 'It was less', request: { hours: 7 }, response: { ...example, version: 2, hours: '7.00' } },
    ],
  }),
  removeTimeEntry: defineOperation({
    ...about,
    id: 'removeTimeEntry',
    record: 'time-entry',
    method: 'delete',
    path: '/projects/{id}/time-entries/{timeEntryId}',
    summary: 'Remove one’s own draft or rejected entry',
    access: { permission: 'time.log' },
    params: EntryPath,
    status: 204,
    errors: [...refusals, 'time-entry-of-another', 'time-entry-transition-not-allowed', 'stale-version'],
  }),
  submitTimeEntry: move(
    'submitTimeEntry',
    'submit',
    'Submit one’s own hours for approval',
    'A draft, or a rejected entry once more.',
    { ...example, version: 2, status: 'SUBMITTED' },
  ),
  approveTimeEntry: move(
    'approveTimeEntry',
    'approve',
    'Approve hours',
    'Nobody approves or rejects hours of their own, except administrators (`users.manage`). What is approved never changes again.',
    { ...example, ...decided, status: 'APPROVED' },
  ),
  rejectTimeEntry: defineOperation({
    ...about,
    id: 'rejectTimeEntry',
    record: 'time-entry',
    method: 'post',
    path: '/projects/{id}/time-entries/{timeEntryId}/reject',
    summary: 'Reject hours: their person may change and submit them again',
    access: { permission: 'time.approve' },
    params: EntryPath,
    body: Rejection,
    status: 200,
    answer: TimeEntry,
    errors: [...refusals, 'time-entry-transition-not-allowed', 'own-time-entry'],
    examples: [
      {
        summary: 'Rejected',
        request: { reason: 'That was Monday' },
        response: { ...example, ...decided, status: 'REJECTED', reason: 'That was Monday' },
      },
    ],
  }),
  ...settledWorkOperations,
} as const;
