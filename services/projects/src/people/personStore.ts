import type { Tx } from '@closeout/service-kit';
import type { ReplicatedPerson } from './person.js';

/** Keeps the newest version of a user. */
export async function savePerson(tx: Tx, person: ReplicatedPerson): Promise<void> {
  await tx.query(
    `INSERT INTO person AS known (id, version, name, active, clearance) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, active = excluded.active, clearance = excluded.clearance
     WHERE known.version < excluded.version`,
    [person.id, person.version, person.name, person.active, person.clearance],
  );
}

/** Those of the users that are known here. */
export function loadPeople(tx: Pick<Tx, 'query'>, ids: readonly string[]): Promise<ReplicatedPerson[]> {
  return tx.query<ReplicatedPerson>(
    'SELECT id, version, name, active, clearance FROM person WHERE id = ANY ($1::uuid[])',
    [ids],
  );
}

export async function loadPeopleById(
  tx: Pick<Tx, 'query'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReplicatedPerson>> {
  return new Map((await loadPeople(tx, ids)).map((person) => [person.id, person]));
}
