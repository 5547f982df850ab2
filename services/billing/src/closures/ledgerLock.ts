import type { Tx } from '@closeout/service-kit/db';

/** A project's ledger while whoever decides on its closure holds it. */
export interface HeldLedger {
  status: string;
  statusVersion: number;
  invoicedMinor: bigint;
  receivedMinor: bigint;
  closureId: string | null;
  closureVersion: number | null;
}

/** Holds the ledger until the transaction ends: no document of the project is issued, no order of it changes meanwhile. */
export async function holdLedger(tx: Tx, projectId: string): Promise<HeldLedger | null> {
  const [row] = await tx.query<HeldLedger>(
    `SELECT status, status_version AS "statusVersion", invoiced_minor AS "invoicedMinor", received_minor AS "receivedMinor",
       closure_id AS "closureId", closure_version AS "closureVersion"
     FROM project_ledger WHERE project_id = $1 FOR NO KEY UPDATE`,
    [projectId],
  );
  return row ?? null;
}

/** From now on no document of the project can be issued. The caller holds the ledger. */
export async function lockLedger(
  tx: Tx,
  projectId: string,
  closureId: string,
  version: number,
): Promise<void> {
  await tx.query(
    'UPDATE project_ledger SET closure_id = $2, closure_version = $3, version = version + 1 WHERE project_id = $1',
    [projectId, closureId, version],
  );
}

/** Only what this closure locked. */
export async function unlockLedger(tx: Tx, projectId: string, closureId: string): Promise<void> {
  await tx.query(
    `UPDATE project_ledger SET closure_id = NULL, closure_version = NULL, version = version + 1
     WHERE project_id = $1 AND closure_id = $2`,
    [projectId, closureId],
  );
}
