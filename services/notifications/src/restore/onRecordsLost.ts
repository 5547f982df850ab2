import { RecordsLost } from '@closeout/contracts/events';
import { on } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';

const forget = prepared(({ ids, keys }: Params<{ ids: string[]; keys: string[] }>) =>
  tables
    .with('people', (db) => db.deleteFrom('person').where((eb) => eb('id', '=', eb.fn.any(ids))))
    .with('roles', (db) => db.deleteFrom('role').where((eb) => eb('key', '=', eb.fn.any(keys))))
    .with('customers', (db) => db.deleteFrom('customer').where((eb) => eb('id', '=', eb.fn.any(ids))))
    .with('teams', (db) => db.deleteFrom('project_team').where((eb) => eb('project_id', '=', eb.fn.any(ids))))
    .deleteFrom('project')
    .where((eb) => eb('id', '=', eb.fn.any(ids))),
);

/** Another service came back from an older backup: nobody is told of what it knows no more. */
export const onRecordsLost = on(RecordsLost, async (tx, { data: { recordIds, keys } }) => {
  await tx.run(forget({ ids: recordIds, keys }));
});
