import type { Consequences } from '@closeout/contracts/http';
import type { Tx } from '@closeout/service-kit/db';
import { namedRecord } from '@closeout/contracts/records';

/** What a change of status does, for a dry run: the line of history that only this transaction sees. */
export async function statusConsequences(tx: Tx, { id }: { id: string }): Promise<Partial<Consequences>> {
  const changes = await tx.query<{ from: string; to: string }>(
    `SELECT from_status AS from, to_status AS to FROM project_history
     WHERE project_id = $1 AND xmin = pg_current_xact_id()::xid AND from_status IS DISTINCT FROM to_status`,
    [id],
  );
  return { statusChanges: changes.map((change) => ({ ...namedRecord('project', id), ...change })) };
}
