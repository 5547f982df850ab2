import { RecordsLost } from '@closeout/contracts';
import { on } from '@closeout/service-kit';

/** Another service came back from an older backup: nobody is told of what it knows no more. */
export const onRecordsLost = on(RecordsLost, async (tx, { data: { recordIds, keys } }) => {
  await tx.query(
    `WITH people AS (DELETE FROM person WHERE id = ANY ($1)), roles AS (DELETE FROM role WHERE key = ANY ($2)),
        customers AS (DELETE FROM customer WHERE id = ANY ($1)),
        teams AS (DELETE FROM project_team WHERE project_id = ANY ($1)) DELETE FROM project WHERE id = ANY ($1)`,
    [recordIds, keys],
  );
});
