import { notFound, type TimeEntryListQuery } from '@closeout/contracts';
import { keysetCursor, type Actor, type Tx } from '@closeout/service-kit';
import { z } from 'zod';
import { actorRecord } from '../projects/actorRecord.js';
import type { Project } from '../projects/project.js';
import { canSeeCosts } from '../projects/sight.js';
import type { TimeEntry } from './timeEntry.js';
import { loadTimeEntry, timeEntryColumns } from './timeEntryStore.js';

const Cursor = z.tuple([z.iso.date(), z.uuid()]);

/** Those who approve time or may see costs see all hours of a project; others their own. */
export function seesAllHours(actor: Actor, project: Project): boolean {
  return actor.permissions.has('time.approve') || canSeeCosts(actor, project);
}

/** One text for each order, for one person or all, first pages apart from later ones: so each walks along an index of its own. */
function pageStatement(sort: TimeEntryListQuery['sort'], ofOne: boolean, goesOn: boolean): string {
  const [beyond, direction] = sort === 'date' ? ['>', 'ASC'] : ['<', 'DESC'];
  return `
    SELECT ${timeEntryColumns} FROM time_entry
    WHERE project_id = $1 AND ${ofOne ? 'user_id = $2::uuid' : '$2::uuid IS NULL'} AND ($3::text IS NULL OR status = $3)
      AND ($4::date IS NULL OR entry_date >= $4) AND ($5::date IS NULL OR entry_date <= $5)
      AND ($7::text IS NULL OR status = 'APPROVED' AND billable AND settled_as IS NULL)
      ${goesOn ? `AND (entry_date, id) ${beyond} ($8::date, $9::uuid)` : ''}
    ORDER BY entry_date ${direction}, id ${direction} LIMIT $6`;
}

/** The hours of a project that the actor may see, by their day. */
export async function listTimeEntries(
  db: Pick<Tx, 'query'>,
  project: Project,
  query: TimeEntryListQuery,
  actor: Actor,
): Promise<{ items: TimeEntry[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? [] : keysetCursor.decode(query.cursor, Cursor);
  let userId = query.userId ?? null;
  if (!seesAllHours(actor, project)) {
    const self = actorRecord(actor).id;
    if (self === null || (userId !== null && userId !== self)) return { items: [], nextCursor: null };
    userId = self;
  }
  const rows = await db.query<TimeEntry>(pageStatement(query.sort, userId !== null, after.length > 0), [
    ...[project.id, userId, query.status ?? null, query.from ?? null, query.to ?? null],
    ...[query.limit + 1, query.unbilled ?? null, ...after],
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > query.limit && last ? keysetCursor.encode([last.date, last.id]) : null,
  };
}

/** @throws DomainError `time-entry-not-found`, also for one that is not the actor's to see */
export async function findTimeEntry(
  db: Pick<Tx, 'query'>,
  project: Project,
  id: string,
  actor: Actor,
): Promise<TimeEntry> {
  const found = await loadTimeEntry(db, project.id, id);
  if (found && (seesAllHours(actor, project) || found.userId === actor.id)) return found;
  throw notFound('time-entry', id);
}
