import { conflict, DomainError } from '@closeout/contracts/errors';
import type { TimeEntryPatch, TimeEntryStatus, WorkSettlement } from '@closeout/contracts/http/projects';
import { formatDecimal } from '@closeout/contracts/money';

/** A time entry as it is stored. */
export interface TimeEntry {
  id: string;
  version: number;
  projectId: string;
  userId: string;
  userName: string;
  date: string;
  /** Of an hour. */
  quarters: number;
  description: string;
  taskType: string | null;
  billable: boolean;
  status: TimeEntryStatus;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  reason: string | null;
  /** Of approved billable hours: what became of them other than an invoice of this product. */
  settledAs: WorkSettlement | null;
  settledReason: string | null;
  settledBy: string | null;
  settledByName: string | null;
  settledAt: Date | null;
}

export const maxQuarters = 96;

/** 30 quarters are "7.50" hours. */
export function hoursOf(quarters: number): string {
  return formatDecimal(BigInt(quarters) * 25n, 2);
}

type Action = 'change' | 'remove' | 'submit' | 'approve' | 'reject';

/** What can be done with an entry, and what becomes of it. What does not stand here is refused. */
export const transitions: readonly { from: TimeEntryStatus; action: Action; to: TimeEntryStatus | null }[] = [
  { from: 'DRAFT', action: 'change', to: 'DRAFT' },
  { from: 'DRAFT', action: 'remove', to: null },
  { from: 'DRAFT', action: 'submit', to: 'SUBMITTED' },
  { from: 'SUBMITTED', action: 'approve', to: 'APPROVED' },
  { from: 'SUBMITTED', action: 'reject', to: 'REJECTED' },
  { from: 'REJECTED', action: 'change', to: 'REJECTED' },
  { from: 'REJECTED', action: 'remove', to: null },
  { from: 'REJECTED', action: 'submit', to: 'SUBMITTED' },
];

/** @throws DomainError `time-entry-transition-not-allowed` (conflict), with what is possible */
export function assertCan({ status }: Pick<TimeEntry, 'status'>, action: Action): void {
  const allowed = transitions.filter((row) => row.from === status).map((row) => row.action);
  if (allowed.includes(action)) return;
  const possible = allowed.length > 0 ? `Possible now: ${allowed.join(', ')}.` : 'That is final.';
  throw conflict(
    'time-entry-transition-not-allowed',
    `The entry is ${status}: ${action} is not possible. ${possible}`,
    { currentStatus: status, allowed },
  );
}

export type TimeEntryContent = Pick<TimeEntry, 'date' | 'quarters' | 'description' | 'taskType' | 'billable'>;

/** The content after a PATCH, or null when that changes nothing. */
export function patchedContent(before: TimeEntry, patch: TimeEntryPatch): TimeEntryContent | null {
  const after: TimeEntryContent = {
    date: patch.date ?? before.date,
    quarters: patch.hours ?? before.quarters,
    description: patch.description ?? before.description,
    taskType: patch.taskType === undefined ? before.taskType : patch.taskType,
    billable: patch.billable ?? before.billable,
  };
  const same = (Object.keys(after) as (keyof TimeEntryContent)[]).every(
    (name) => after[name] === before[name],
  );
  return same ? null : after;
}

/** @throws DomainError `hours-exceed-day` (conflict) */
export function assertRoom(date: string, quarters: number, logged: number): void {
  if (logged + quarters <= maxQuarters) return;
  const left = hoursOf(maxQuarters - logged);
  throw conflict(
    'hours-exceed-day',
    `On ${date} you have ${hoursOf(logged)} hours already, over all projects: ${left} are left of the day.`,
    { date, logged: hoursOf(logged), left },
  );
}

interface Someone {
  id: string;
  permissions: ReadonlySet<string>;
}

/**
 * Four eyes: nobody decides on their own hours. As with expenses, those who manage users are excepted.
 * @throws DomainError `own-time-entry` (conflict)
 */
export function assertMayDecide({ userId }: Pick<TimeEntry, 'userId'>, who: Someone): void {
  if (userId !== who.id || who.permissions.has('users.manage')) return;
  throw conflict(
    'own-time-entry',
    'These are your own hours: someone else with time.approve decides on them.',
    {
      permission: 'time.approve',
    },
  );
}

/**
 * Hours are their person's. To submit or remove them, those who manage users stand in for someone who has left: nobody else could
 * clear the way to the project's closure.
 * @throws DomainError `time-entry-of-another` (forbidden)
 */
export function assertOwn({ userId, userName }: TimeEntry, who: Someone, action: Action): void {
  if (userId === who.id) return;
  const standIn = action !== 'change';
  if (standIn && who.permissions.has('users.manage')) return;
  throw new DomainError('forbidden', 'time-entry-of-another', {
    detail: `These are the hours of ${userName}, and nobody else can ${action} them${standIn ? ', except those with users.manage' : ''}.`,
  });
}
