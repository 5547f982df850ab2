import type { FeedItem } from '@closeout/contracts/events';
import type { EventHint } from '@closeout/contracts/http/notifications';
import type { Queryable } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';
import { hintOf, isOpenToTeam, permissionsFor, placeOf, type Audience, type Place } from './hint.js';

export interface DescribedEvent {
  position: number;
  hint: EventHint;
  audience: Audience;
}

const findProjects = prepared(({ ids }: Params<{ ids: string[] }>) =>
  tables
    .selectFrom('project as p')
    .leftJoin('project_team as t', 't.project_id', 'p.id')
    .select(['p.id', 'p.customer_id as customerId', 't.member_ids as memberIds'])
    .select(['p.project_manager_id as managerId', 'p.technical_manager_id as technicalManagerId'])
    .where((eb) => eb('p.id', '=', eb.fn.any(ids))),
);

const findLevels = prepared(({ ids }: Params<{ ids: string[] }>) =>
  tables
    .selectFrom('customer')
    .select(['id', 'security_level as level'])
    .where((eb) => eb('id', '=', eb.fn.any(ids))),
);

/** What is not known here (yet) is heard of by those only who may see everything. */
const highestLevel = 9;

/** What to say of each event, and to whom: with what is known here of projects and customers at this moment. */
export async function describeEvents(db: Queryable, items: readonly FeedItem[]): Promise<DescribedEvent[]> {
  const places = items.map(placeOf);
  const projects = await projectsById(db, compact(places.map(({ projectId }) => projectId)));
  const customerOf = (place: (typeof places)[number]) =>
    place.customerId ?? projects.get(place.projectId ?? '')?.customerId ?? null;
  const levels = await levelsById(db, compact(places.map(customerOf)));

  return items.map((item, i) => {
    const place = places[i] as (typeof places)[number];
    const customerId = customerOf(place);
    const ofNobody = item.source === 'gateway' || item.source === 'notifications';
    const project = projects.get(place.projectId ?? '');
    return {
      position: item.position,
      hint: hintOf(item, { ...place, customerId }),
      audience: {
        anyOf: permissionsFor(item.type),
        inProject: item.source === 'projects',
        // Documents of billing have permissions of their own, whoever runs the project.
        people: item.source === 'projects' ? peopleOf(item, place, project) : [],
        securityLevel: ofNobody ? 0 : (place.securityLevel ?? levels.get(customerId ?? '') ?? highestLevel),
      },
    };
  });
}

interface KnownProject {
  managerId: string | null;
  technicalManagerId: string | null;
  memberIds: string[] | null;
}

/** Who runs the project (as the event says, where it does), its team where that sees what changed, and whose own record it is. */
function peopleOf({ type }: FeedItem, place: Place, project: KnownProject | undefined): string[] {
  const team = isOpenToTeam(type) ? (project?.memberIds ?? []) : [];
  return compact([
    ...(place.people ?? [project?.managerId, project?.technicalManagerId]),
    ...team,
    place.ownerId,
  ]);
}

async function projectsById(db: Queryable, ids: string[]) {
  const rows = await db.run(findProjects({ ids }));
  return new Map(rows.map((row) => [row.id, row]));
}

async function levelsById(db: Queryable, ids: string[]): Promise<Map<string, number>> {
  const rows = await db.run(findLevels({ ids }));
  return new Map(rows.map(({ id, level }) => [id, level]));
}

const compact = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null && id !== undefined)),
];
