import type { Queryable, Tx } from '@closeout/service-kit/db';
import { excluded, type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';
import type { ReplicatedPerson } from './person.js';

const save = prepared(({ id, version, name, active, clearance }: Params<ReplicatedPerson>) =>
  tables
    .insertInto('person')
    .values({ id, version, name, active, clearance })
    .onConflict((on) =>
      on
        .column('id')
        .doUpdateSet((eb) => excluded(eb, ['version', 'name', 'active', 'clearance']))
        .whereRef('person.version', '<', 'excluded.version'),
    ),
);

/** Keeps the newest version of a user. */
export async function savePerson(tx: Tx, person: ReplicatedPerson): Promise<void> {
  await tx.run(save(person));
}

const find = prepared(({ ids }: Params<{ ids: readonly string[] }>) =>
  tables
    .selectFrom('person')
    .select(['id', 'version', 'name', 'active', 'clearance'])
    .where((eb) => eb('id', '=', eb.fn.any(ids))),
);

/** Those of the users that are known here. */
export function loadPeople(db: Queryable, ids: readonly string[]): Promise<ReplicatedPerson[]> {
  return db.run(find({ ids }));
}

export async function loadPeopleById(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReplicatedPerson>> {
  return new Map((await loadPeople(db, ids)).map((person) => [person.id, person]));
}
