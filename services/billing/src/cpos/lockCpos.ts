import type { Tx } from '@closeout/service-kit/db';
import { ChangedMeanwhile } from '../documents/changedMeanwhile.js';
import type { LockedLedger } from '../projects/ledger.js';
import type { Cpo } from './cpo.js';
import { findCpos } from './cpoStore.js';

export interface LockedCpos {
  /** The order asked for, if it is there. */
  cpo: Cpo | null;
  /** Those of the same projects: what one has drawn depends on whether it is the only one. */
  others: Cpo[];
  ledgers: LockedLedger[];
}

const wantedCpos = `SELECT id FROM cpo WHERE id = $1::uuid
  UNION SELECT id FROM cpo WHERE project_id = $2::uuid
  UNION SELECT other.id FROM cpo own JOIN cpo other USING (project_id) WHERE own.id = $1::uuid`;

/**
 * For what changes an order, or which orders a project has. Takes its locks in the order that all of billing keeps (see
 * documents/lockDocuments.ts): orders by id, then ledgers by id.
 */
export async function lockCpos(
  tx: Tx,
  wanted: { id: string | null; projectId?: string | null },
): Promise<LockedCpos> {
  const values = [wanted.id, wanted.projectId ?? null];
  await tx.query(
    `WITH wanted AS MATERIALIZED (
       ${wantedCpos} ORDER BY id
     )
     SELECT l.id FROM wanted w CROSS JOIN LATERAL (SELECT id FROM cpo WHERE cpo.id = w.id FOR NO KEY UPDATE) AS l`,
    values,
  );
  // Statements of their own: each sees what those whom it had to wait for have committed.
  const ledgers = await tx.query<LockedLedger>(
    `WITH wanted AS MATERIALIZED (
       SELECT project_id AS id FROM cpo WHERE id = $1::uuid UNION SELECT $2::uuid ORDER BY id
     )
     SELECT l.project_id AS "projectId", l.status, l.closure_id AS "closureId"
     FROM wanted w CROSS JOIN LATERAL (SELECT * FROM project_ledger WHERE project_id = w.id FOR NO KEY UPDATE) AS l`,
    values,
  );
  const projectIds = ledgers.map(({ projectId }) => projectId);
  const held = await tx.query<{ id: string }>(wantedCpos, values);
  const all = await findCpos(
    tx,
    held.map(({ id }) => id),
  );
  const cpo = all.find(({ id }) => id === wanted.id) ?? null;
  if (cpo?.projectId && !projectIds.includes(cpo.projectId))
    throw new ChangedMeanwhile(`order ${cpo.number}`);
  return { cpo, others: all.filter((each) => each !== cpo), ledgers };
}
