import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { TimeEntry as TimeEntryAnswer } from '@closeout/contracts/http/projects';
import { hoursOf, type TimeEntry } from './timeEntry.js';

export function timeEntryAnswer(entry: TimeEntry): TimeEntryAnswer {
  return {
    ...common(entry),
    userName: entry.userName,
    status: entry.status,
    decidedBy: entry.decidedByName === null ? null : { id: entry.decidedBy, name: entry.decidedByName },
    settlement: settlementOf(entry, { id: entry.settledBy, name: entry.settledByName ?? '' }),
  };
}

function settlementOf<By>({ settledAs, settledReason, settledAt }: TimeEntry, by: By) {
  if (settledAs === null) return null;
  return { as: settledAs, reason: settledReason ?? '', by, at: settledAt?.toISOString() ?? '' };
}

export function timeEntryEvent(
  event: 'timeEntryRecorded' | 'timeEntrySubmitted' | 'timeEntryDecided' | 'timeEntrySettled',
  entry: TimeEntry,
  removed = false,
): EventDraft {
  return projectsEvents[event].draft(entry.id, entry.version, {
    ...common(entry),
    decidedBy: entry.decidedBy,
    removed,
    settlement: settlementOf(entry, entry.settledBy),
  });
}

function common(entry: TimeEntry) {
  return {
    id: entry.id,
    version: entry.version,
    projectId: entry.projectId,
    userId: entry.userId,
    date: entry.date,
    hours: hoursOf(entry.quarters),
    description: entry.description,
    taskType: entry.taskType,
    billable: entry.billable,
    status: entry.status,
    decidedAt: entry.decidedAt?.toISOString() ?? null,
    reason: entry.reason,
  };
}
