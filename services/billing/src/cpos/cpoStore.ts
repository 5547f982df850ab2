import { violates, type Tx } from '@closeout/service-kit/db';
import { conflict } from '@closeout/contracts/errors';
import type { Cpo, CpoVersion, Mismatch, Report } from './cpo.js';
import type { About } from './cpoChange.js';
import { drawdownOf } from './mismatch.js';
import { findSpreads, type Spread } from './spreadStore.js';

type Text<T, Amounts extends keyof T, Instants extends keyof T = never> = {
  [K in keyof T]: K extends Amounts ? string : K extends Instants ? Exclude<T[K], Date> | string : T[K];
};
interface Sums {
  invoicedMinor: string;
  receivedMinor: string;
}

/** How an order comes out of the database: amounts as text, because a JSON number is a float. */
export interface CpoRow extends Omit<
  Text<Cpo, 'amountMinor', 'createdAt' | 'updatedAt'>,
  'pinnedMinor' | 'drawdown' | 'mismatch' | 'versions'
> {
  pinned: Sums;
  mismatch:
    | (Omit<Text<Mismatch, 'orderedMinor' | 'invoicedMinor' | 'receivedMinor', 'decidedAt'>, 'report'> & {
        report: Text<Report, never, 'at'> | null;
      })
    | null;
  versions: Text<CpoVersion, 'amountMinor', 'createdAt' | 'decidedAt'>[];
}

type Query = Pick<Tx, 'query'>;

/** SQL of one order, whole, as jsonb; `c` is an alias of cpo. */
export const cpoJson = (c: string): string => `(
  SELECT jsonb_build_object(
    'id', ${c}.id, 'version', ${c}.version, 'status', ${c}.status, 'number', ${c}.number,
    'customerId', ${c}.customer_id, 'customerName', customer.name, 'securityLevel', customer.security_level, 'currency', ${c}.currency,
    'projectId', ${c}.project_id, 'quoteId', ${c}.quote_id, 'budgetNodeId', ${c}.budget_node_id,
    'project', (
      SELECT jsonb_build_object('number', p.number, 'title', p.title, 'status', l.status, 'closureId', l.closure_id)
      FROM project_replica p JOIN project_ledger l USING (project_id) WHERE p.project_id = ${c}.project_id),
    'versionNo', ${c}.version_no, 'amountMinor', ${c}.amount_minor::text,
    'pinned', jsonb_build_object('invoicedMinor', ${c}.invoiced_minor::text, 'receivedMinor', ${c}.received_minor::text),
    'mismatch', CASE WHEN ${c}.mismatch_status IS NOT NULL THEN jsonb_build_object(
      'status', ${c}.mismatch_status, 'orderedMinor', ${c}.mismatch_ordered_minor::text,
      'invoicedMinor', ${c}.mismatch_invoiced_minor::text, 'receivedMinor', ${c}.mismatch_received_minor::text,
      'reason', ${c}.mismatch_reason, 'decidedBy', ${c}.mismatch_decided_by, 'decidedAt', ${c}.mismatch_decided_at,
      'decidedByName', ${c}.mismatch_decided_by_name,
      'report', CASE WHEN ${c}.mismatch_report_reason IS NOT NULL THEN jsonb_build_object('reason', ${c}.mismatch_report_reason,
        'by', ${c}.mismatch_reported_by, 'byName', ${c}.mismatch_reported_by_name, 'at', ${c}.mismatch_reported_at) END) END,
    'versions', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('no', v.no, 'amountMinor', v.amount_minor::text, 'status', v.status,
        'reason', v.reason, 'createdAt', v.created_at, 'createdBy', v.created_by,
        'createdByName', v.created_by_name, 'decidedByName', v.decided_by_name, 'decidedAt', v.decided_at,
        'decidedBy', v.decided_by, 'decisionReason', v.decision_reason) ORDER BY v.no), '[]')
      FROM cpo_version v WHERE v.cpo_id = ${c}.id),
    'createdAt', ${c}.created_at, 'updatedAt', ${c}.updated_at)
  FROM customer WHERE customer.id = ${c}.customer_id)`;

const sums = ({ invoicedMinor, receivedMinor }: Sums) => ({
  invoicedMinor: BigInt(invoicedMinor),
  receivedMinor: BigInt(receivedMinor),
});
const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** The orders of these rows, with what each has drawn of its project: that takes the project's other orders too. */
export async function toCpos(tx: Query, rows: readonly CpoRow[]): Promise<Cpo[]> {
  const projectIds = new Set(rows.flatMap(({ projectId }) => projectId ?? []));
  const spreads = await findSpreads(tx, [...projectIds]);
  return rows.map((row) => toCpo(row, spreads.get(row.projectId ?? '')));
}

function toCpo({ pinned, mismatch, versions, ...row }: CpoRow, spread: Spread | undefined): Cpo {
  return {
    ...row,
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    amountMinor: BigInt(row.amountMinor),
    pinnedMinor: BigInt(pinned.invoicedMinor),
    drawdown: drawdownOf(sums(pinned), spread?.shares.get(row.id), spread?.project),
    mismatch: mismatch && {
      ...mismatch,
      ...sums(mismatch),
      orderedMinor: BigInt(mismatch.orderedMinor),
      decidedAt: instant(mismatch.decidedAt),
      report: mismatch.report && { ...mismatch.report, at: instant(mismatch.report.at) },
    },
    versions: versions.map((each) => ({
      ...each,
      amountMinor: BigInt(each.amountMinor),
      createdAt: new Date(each.createdAt),
      decidedAt: instant(each.decidedAt),
    })),
  };
}

const select = `SELECT ${cpoJson('c')} AS cpo FROM cpo c`;

export async function findCpo(tx: Query, id: string): Promise<Cpo | null> {
  const [row] = await tx.query<{ cpo: CpoRow }>(`${select} WHERE c.id = $1`, [id]);
  const [cpo = null] = await toCpos(tx, row ? [row.cpo] : []);
  return cpo;
}

export async function findCpos(tx: Query, ids: readonly string[]): Promise<Cpo[]> {
  // One by one, by key: for a list as such, PostgreSQL reads all of a table that was small when the statement was prepared.
  const rows = await tx.query<{ cpo: CpoRow }>(
    `SELECT ${cpoJson('c')} AS cpo
     FROM unnest($1::uuid[]) AS k (id) CROSS JOIN LATERAL (SELECT * FROM cpo WHERE cpo.id = k.id OFFSET 0) AS c ORDER BY c.id`,
    [ids],
  );
  return toCpos(
    tx,
    rows.map(({ cpo }) => cpo),
  );
}

/**
 * All orders of a project, cancelled ones too. Whoever holds the project's ledger sees them as they stay: every change of an
 * order takes the ledger after the order. (So nobody who holds a ledger may lock an order.)
 */
export async function findProjectCpos(tx: Query, projectId: string): Promise<Cpo[]> {
  const rows = await tx.query<{ cpo: CpoRow }>(`${select} WHERE c.project_id = $1 ORDER BY c.id`, [
    projectId,
  ]);
  return toCpos(
    tx,
    rows.map(({ cpo }) => cpo),
  );
}

/** The order with its first version. @throws DomainError `cpo-number-taken` (conflict) */
export async function insertCpo(tx: Tx, cpo: Cpo, today: string): Promise<void> {
  const [first] = cpo.versions;
  try {
    await tx.query(
      `WITH entered AS (
         INSERT INTO cpo (id, number, customer_id, currency, project_id, quote_id, budget_node_id, version_no, amount_minor,
           document_date, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8::bigint, $9, $10::timestamptz, $10::timestamptz)
         RETURNING id
       )
       INSERT INTO cpo_version (cpo_id, no, amount_minor, status, created_at, created_by, created_by_name,
         decided_at, decided_by, decided_by_name)
       SELECT id, 1, $8::bigint, 'APPROVED', $10::timestamptz, $11::uuid, $12::text, $10::timestamptz, $11::uuid, $12::text FROM entered`,
      [
        cpo.id,
        cpo.number,
        cpo.customerId,
        cpo.currency,
        cpo.projectId,
        cpo.quoteId,
        cpo.budgetNodeId,
        cpo.amountMinor,
        today,
        cpo.createdAt,
        first?.createdBy ?? null,
        first?.createdByName ?? null,
      ],
    );
  } catch (error) {
    if (!violates(error, 'cpo_number_key')) throw error;
    throw conflict('cpo-number-taken', `The customer already has an order ${cpo.number}.`, {
      number: cpo.number,
    });
  }
}

/** Everything of an order that changes, except its versions and what is drawn on it. */
export async function saveCpo(tx: Tx, cpo: Cpo): Promise<void> {
  const { mismatch } = cpo;
  await tx.query(
    `UPDATE cpo SET version = $2, status = $3, project_id = $4, version_no = $5, amount_minor = $6, mismatch_status = $7,
       mismatch_ordered_minor = $8, mismatch_invoiced_minor = $9, mismatch_received_minor = $10, mismatch_reason = $11,
       mismatch_decided_by = $12, mismatch_decided_at = $13, updated_at = $14::timestamptz, mismatch_decided_by_name = $15,
       mismatch_report_reason = $16, mismatch_reported_by = $17, mismatch_reported_by_name = $18, mismatch_reported_at = $19,
       waiting_since = CASE WHEN $3 = 'DIRECTION_PENDING' THEN coalesce(waiting_since, $14::timestamptz) END
     WHERE id = $1`,
    [
      cpo.id,
      cpo.version,
      cpo.status,
      cpo.projectId,
      cpo.versionNo,
      cpo.amountMinor,
      mismatch?.status ?? null,
      mismatch?.orderedMinor ?? null,
      mismatch?.invoicedMinor ?? null,
      mismatch?.receivedMinor ?? null,
      mismatch?.reason ?? null,
      mismatch?.decidedBy ?? null,
      mismatch?.decidedAt ?? null,
      cpo.updatedAt,
      mismatch?.decidedByName ?? null,
      mismatch?.report?.reason ?? null,
      mismatch?.report?.by ?? null,
      mismatch?.report?.byName ?? null,
      mismatch?.report?.at ?? null,
    ],
  );
}

type Line = About & { at: Date; by: string | null; byName: string | null; reason: string | null };

/** One line of the history; `no` is the version that the order has by it. */
export async function insertChange(tx: Tx, { id, version }: Cpo, line: Line): Promise<void> {
  await tx.query(
    `INSERT INTO cpo_change (cpo_id, no, action, changed_at, changed_by, changed_by_name, reason, version_no, amount_minor,
       difference_minor)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      version,
      line.action,
      line.at,
      line.by,
      line.byName,
      line.reason,
      line.versionNo,
      line.amountMinor,
      line.differenceMinor,
    ],
  );
}

export async function insertVersion(tx: Tx, cpoId: string, version: CpoVersion): Promise<void> {
  await tx.query(
    `INSERT INTO cpo_version (cpo_id, no, amount_minor, status, reason, created_at, created_by, created_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      cpoId,
      version.no,
      version.amountMinor,
      version.status,
      version.reason,
      version.createdAt,
      version.createdBy,
      version.createdByName,
    ],
  );
}

export async function saveDecision(tx: Tx, cpoId: string, version: CpoVersion): Promise<void> {
  await tx.query(
    `UPDATE cpo_version SET status = $3, decided_at = $4, decided_by = $5, decision_reason = $6,
       decided_by_name = $7
     WHERE cpo_id = $1 AND no = $2`,
    [
      cpoId,
      version.no,
      version.status,
      version.decidedAt,
      version.decidedBy,
      version.decisionReason,
      version.decidedByName,
    ],
  );
}
