import { DomainError } from '@closeout/contracts/errors';
import type { Kit } from '@closeout/service-kit/service';
import { ReplicatedPerson } from './person.js';
import { loadPeopleById, savePerson } from './personStore.js';

/**
 * Asks the gateway for users who were not known here: made a moment ago, the news may still be under way. Outside any
 * transaction, because nothing may wait for a neighbour while it holds locks.
 * @returns whether one of them is known now, and the command is worth another try: the news may have come since it was refused
 * @throws DomainError `service-unavailable` when the gateway is away
 */
export async function fetchPeople(
  { db, peer }: Pick<Kit, 'db' | 'peer'>,
  ids: readonly (string | null | undefined)[],
): Promise<boolean> {
  const named = [...new Set(ids)].filter((id) => typeof id === 'string');
  const known = await loadPeopleById(db, named);
  const missing = named.filter((id) => !known.has(id));
  const found = await Promise.all(
    missing.map((id) => peer('gateway').get(`/internal/users/${id}`, ReplicatedPerson)),
  );
  const people = found.filter((person) => person !== null);
  await db.transaction(async (tx) => {
    for (const person of people) await savePerson(tx, person);
  });
  return known.size + people.length > 0;
}

/** A user was named who is not known here: the request is wrong, or news of them is still under way. */
export function isUnknownUser(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'user-unknown';
}
