import { notFound } from '@closeout/contracts/errors';
import type { TimeEntryListQuery } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Queryable } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import { actorRecord } from '../projects/actorRecord.js';
import type { Project } from '../projects/project.js';
import { canSeeCosts } from '../projects/sight.js';
import { tables } from '../tables.js';
import type { TimeEntry } from './timeEntry.js';
import { loadTimeEntry, timeEntryColumns } from './timeEntryStore.js';
import { canBeSettled } from './unbilledWork.js';

const Cursor = z.tuple([z.iso.date(), z.uuid()]);

/** Those who approve time or may see costs see all hours of a project; others their own. */
export function seesAllHours(actor: Actor, project: Project): boolean {
  return actor.permissions.has('time.approve') || canSeeCosts(actor, project);
}

/** The hours of a project that the actor may see, by their day. */
export async function listTimeEntries(
  db: Queryable,
  project: Project,
  query: TimeEntryListQuery,
  actor: Actor,
): Promise<{ items: TimeEntry[]; nextCursor: string | null }> {
  const { status, from, to, unbilled, sort, cursor, limit } = query;
  let userId = query.userId ?? null;
  if (!seesAllHours(actor, project)) {
    const self = actorRecord(actor).id;
    if (self === null || (userId !== null && userId !== self)) return { items: [], nextCursor: null };
    userId = self;
  }
  let page = tables.selectFrom('time_entry').select(timeEntryColumns).where('project_id', '=', project.id);
  if (userId !== null) page = page.where('user_id', '=', userId);
  if (status !== undefined) page = page.where('status', '=', status);
  if (from !== undefined) page = page.where('entry_date', '>=', from);
  if (to !== undefined) page = page.where('entry_date', '<=', to);
  if (unbilled !== undefined) page = page.where(canBeSettled).where('settled_as', 'is', null);
  const [beyond, direction] = sort === 'date' ? (['>', 'asc'] as const) : (['<', 'desc'] as const);
  if (cursor !== undefined) {
    const [date, id] = keysetCursor.decode(cursor, Cursor);
    page = page.where(({ eb, refTuple, tuple }) => eb(refTuple('entry_date', 'id'), beyond, tuple(date, id)));
  }
  const rows = await db.run(
    page
      .orderBy('entry_date', direction)
      .orderBy('id', direction)
      .limit(limit + 1),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? keysetCursor.encode([last.date, last.id]) : null,
  };
}

/** @throws DomainError `time-entry-not-found`, also for one that is not the actor's to see */
export async function findTimeEntry(
  db: Queryable,
  project: Project,
  id: string,
  actor: Actor,
): Promise<TimeEntry> {
  const found = await loadTimeEntry(db, project.id, id);
  if (found && (seesAllHours(actor, project) || found.userId === actor.id)) return found;
  throw notFound('time-entry', id);
}
