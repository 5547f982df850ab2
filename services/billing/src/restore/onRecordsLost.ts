import { RecordsLost } from '@closeout/contracts/events';
import { forgetRecords, on } from '@closeout/service-kit/messaging';

/** Projects came back from an older backup. What documents belong to stays: somebody has to say what becomes of it. */
export const onProjectsRecordsLost = on(RecordsLost, async (tx, { data: { recordIds } }) => {
  await forgetRecords(tx, 'DELETE FROM milestone_replica WHERE milestone_id = $1', recordIds);
  await forgetRecords(
    tx,
    'WITH ledger AS (DELETE FROM project_ledger WHERE project_id = $1) DELETE FROM project_replica WHERE project_id = $1',
    recordIds,
  );
});
