import type { Kit } from '@closeout/service-kit';
import { ReplicatedPerson } from './person.js';
import { loadPeople, savePerson } from './personStore.js';

/**
 * Asks the gateway for users who were not known here: made a moment ago, the news may still be under way. Outside any
 * transaction, because nothing may wait for a neighbour while it holds locks.
 * @returns whether somebody is known now who was not
 * @throws DomainError `service-unavailable` when the gateway is away
 */
export async function fetchPeople(
  { db, peer }: Pick<Kit, 'db' | 'peer'>,
  ids: readonly string[],
): Promise<boolean> {
  const known = new Set((await loadPeople(db, ids)).map(({ id }) => id));
  const missing = ids.filter((id) => !known.has(id));
  const found = await Promise.all(
    missing.map((id) => peer('gateway').get(`/internal/users/${id}`, ReplicatedPerson)),
  );
  const people = found.filter((person) => person !== null);
  await db.transaction(async (tx) => {
    for (const person of people) await savePerson(tx, person);
  });
  return people.length > 0;
}
