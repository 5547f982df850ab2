import type { ClosureReport } from '@closeout/contracts/events/projects';
import type { Tx } from '@closeout/service-kit/db';

/** What was decided on a closure, or that it was taken back, or both. */
export interface Decision {
  verdict: 'APPROVED' | 'REJECTED' | null;
  report: ClosureReport | null;
  withdrawnAt: Date | null;
}

export async function findDecision(tx: Pick<Tx, 'query'>, closureId: string): Promise<Decision | null> {
  const [row] = await tx.query<Decision>(
    'SELECT verdict, report, withdrawn_at AS "withdrawnAt" FROM closure_decision WHERE closure_id = $1',
    [closureId],
  );
  return row ?? null;
}

export async function insertDecision(
  tx: Tx,
  closureId: string,
  projectId: string,
  { verdict, report }: Pick<Decision, 'verdict' | 'report'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO closure_decision (closure_id, project_id, verdict, report, decided_at)
     VALUES ($1, $2, $3, $4::jsonb, ($4::jsonb ->> 'decidedAt')::timestamptz)`,
    [closureId, projectId, verdict, JSON.stringify(report)],
  );
}

/** Remembers that a closure was taken back, also one that was never asked about: its question may be on its way. */
export async function saveWithdrawal(
  tx: Tx,
  closureId: string,
  projectId: string,
  withdrawnAt: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO closure_decision AS known (closure_id, project_id, withdrawn_at) VALUES ($1, $2, $3)
     ON CONFLICT (closure_id) DO UPDATE SET withdrawn_at = excluded.withdrawn_at WHERE known.withdrawn_at IS NULL`,
    [closureId, projectId, withdrawnAt],
  );
}
