import type { EventHint, FeedItem } from '@closeout/contracts';
import type { Database } from '@closeout/service-kit';
import { hintOf, permissionsFor, placeOf, type Audience } from './hint.js';

export interface DescribedEvent {
  position: number;
  hint: EventHint;
  audience: Audience;
}

/** What is not known here (yet) is heard of by those only who may see everything. */
const highestLevel = 9;

/** What to say of each event, and to whom: with what is known here of projects and customers at this moment. */
export async function describeEvents(
  db: Pick<Database, 'query'>,
  items: readonly FeedItem[],
): Promise<DescribedEvent[]> {
  const places = items.map(placeOf);
  const projects = await projectsById(db, compact(places.map(({ projectId }) => projectId)));
  const customerOf = (place: (typeof places)[number]) =>
    place.customerId ?? projects.get(place.projectId ?? '')?.customerId ?? null;
  const levels = await levelsById(db, compact(places.map(customerOf)));

  return items.map((item, i) => {
    const place = places[i] as (typeof places)[number];
    const customerId = customerOf(place);
    const ofNobody = item.source === 'gateway' || item.source === 'notifications';
    const manager = projects.get(place.projectId ?? '')?.manager;
    return {
      position: item.position,
      hint: hintOf(item, { ...place, customerId }),
      audience: {
        anyOf: permissionsFor(item.type),
        inProject: item.source === 'projects',
        // Documents of billing have permissions of their own, whoever runs the project.
        people: item.source === 'projects' ? (place.people ?? compact([manager])) : [],
        securityLevel: ofNobody ? 0 : (place.securityLevel ?? levels.get(customerId ?? '') ?? highestLevel),
      },
    };
  });
}

async function projectsById(db: Pick<Database, 'query'>, ids: string[]) {
  const rows = await db.query<{ id: string; customerId: string; manager: string | null }>(
    `SELECT id, customer_id AS "customerId", project_manager_id AS manager FROM project WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function levelsById(db: Pick<Database, 'query'>, ids: string[]): Promise<Map<string, number>> {
  const rows = await db.query<{ id: string; level: number }>(
    'SELECT id, security_level AS level FROM customer WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, level }) => [id, level]));
}

const compact = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null && id !== undefined)),
];
