import type { Database, Tx } from '@closeout/service-kit/db';
import type { Closure, DecidedClosure, WithdrawnClosure } from './closure.js';

const closureColumns = `
  f.id, f.version, f.project_id AS "projectId", f.project_version AS "projectVersion", f.status, f.reason,
  f.effective_date AS "effectiveDate", f.requested_by AS "requestedBy", f.requested_by_name AS "requestedByName",
  f.requested_at AS "requestedAt", f.attempts, f.ask_again_at AS "askAgainAt", f.stalled_at AS "stalledAt",
  f.concluded_at AS "concludedAt", f.withdrawn_because AS "withdrawnBecause", f.report`;

type Reader = Pick<Database, 'query'>;

export async function loadClosure(tx: Reader, id: string): Promise<Closure | null> {
  const [row] = await tx.query<Closure>(`SELECT ${closureColumns} FROM financial_closure f WHERE f.id = $1`, [
    id,
  ]);
  return row ?? null;
}

/** The newest closures of a project, the newest first. */
export async function latestClosures(db: Reader, projectId: string): Promise<Closure[]> {
  return db.query<Closure>(
    `SELECT ${closureColumns} FROM financial_closure f WHERE f.project_id = $1 ORDER BY f.requested_at DESC, f.id DESC LIMIT 20`,
    [projectId],
  );
}

/** Saves a closure that begins, and marks its project with it. The caller holds the project's lock. */
export async function insertClosure(tx: Tx, closure: Closure): Promise<void> {
  await tx.query(
    `INSERT INTO financial_closure (id, project_id, project_version, reason, effective_date, requested_by, requested_by_name, requested_at, ask_again_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[closure.id, closure.projectId, closure.projectVersion, closure.reason, closure.effectiveDate],
      ...[closure.requestedBy, closure.requestedByName, closure.requestedAt, closure.askAgainAt],
    ],
  );
  await tx.query('UPDATE project SET closure_id = $2 WHERE id = $1', [closure.projectId, closure.id]);
}

/** Saves that billing was asked once more. */
export async function saveQuestion(tx: Tx, closure: Closure): Promise<void> {
  const { id, version, attempts, askAgainAt, stalledAt } = closure;
  await tx.query(
    'UPDATE financial_closure SET version = $2, attempts = $3, ask_again_at = $4, stalled_at = $5 WHERE id = $1',
    [id, version, attempts, askAgainAt, stalledAt],
  );
}

type Conclusion =
  Pick<DecidedClosure, 'status' | 'report'> | Pick<WithdrawnClosure, 'status' | 'withdrawnBecause'>;

/** Brings a pending closure to its end and takes its mark off the project. The caller holds the project's lock. */
export async function saveConclusion<End extends Conclusion>(
  tx: Tx,
  closure: Closure,
  end: End,
  now: Date,
): Promise<Closure & End & { concludedAt: Date }> {
  const after = {
    ...closure,
    ...end,
    version: closure.version + 1,
    askAgainAt: null,
    concludedAt: now,
  };
  await tx.query('UPDATE project SET closure_id = NULL WHERE id = $1', [closure.projectId]);
  await tx.query(
    `UPDATE financial_closure SET version = $2, status = $3, report = $4::jsonb, withdrawn_because = $5, concluded_at = $6, ask_again_at = NULL
     WHERE id = $1`,
    [
      ...[after.id, after.version, after.status, after.report === null ? null : JSON.stringify(after.report)],
      ...[after.withdrawnBecause, now],
    ],
  );
  return after;
}

/** Those for which billing is to be asked again. */
export async function dueClosures(db: Reader, now: Date): Promise<Pick<Closure, 'id' | 'projectId'>[]> {
  return db.query(
    `SELECT id, project_id AS "projectId" FROM financial_closure WHERE status = 'PENDING' AND ask_again_at <= $1
     ORDER BY ask_again_at LIMIT 200`,
    [now],
  );
}
