import type { MilestoneState, ProjectState } from '@closeout/contracts/events/projects';
import { toMinor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import type { z } from 'zod';
import { isInvoiceable, lockedCpoJson } from '../cpos/lockedCpoJson.js';
import type { KnownCpo } from '../cpos/pinnedCpo.js';
import type { Known, KnownCustomer, KnownMilestone, KnownProject, WantedSubject } from './subject.js';

interface KnownRow {
  customer: KnownCustomer | null;
  project: KnownProject | null;
  milestone: (Omit<KnownMilestone, 'expectedMinor'> & { expectedMinor: string }) | null;
  cpo: KnownCpo | null;
}

const projectOfSubject = `coalesce($2::uuid, (SELECT project_id FROM milestone_replica WHERE milestone_id = $3::uuid),
  (SELECT project_id FROM cpo WHERE id = $4::uuid))`;
/** The project's order, if exactly one can be invoiced. */
const onlyOrder = `CASE WHEN $5::boolean THEN (
  SELECT min(o.id::text)::uuid FROM cpo o WHERE o.project_id = ${projectOfSubject}
    AND ${isInvoiceable('o')}
  HAVING count(*) = 1) END`;

/**
 * What the database knows of everything that a document refers to, in one statement.
 * @param options.pins whether the document is one that is pinned to an order: where it names none, the project's is found
 */
export async function findKnown(
  tx: Pick<Tx, 'query'>,
  wanted: WantedSubject,
  { pins = false }: { pins?: boolean } = {},
): Promise<Known> {
  const [row] = await tx.query<KnownRow>(
    `SELECT
       (SELECT jsonb_build_object('id', c.id, 'name', c.name, 'securityLevel', c.security_level)
        FROM customer c WHERE c.id = $1::uuid) AS customer,
       (SELECT jsonb_build_object('id', p.project_id, 'number', p.number, 'title', p.title, 'customerId', p.customer_id,
          'currency', p.currency, 'status', l.status, 'closureId', l.closure_id)
        FROM project_replica p JOIN project_ledger l USING (project_id)
        WHERE p.project_id = ${projectOfSubject}) AS project,
       (SELECT jsonb_build_object('id', m.milestone_id, 'projectId', m.project_id, 'label', m.label,
          'expectedMinor', m.expected_minor::text, 'removed', m.removed)
        FROM milestone_replica m WHERE m.milestone_id = $3::uuid) AS milestone,
       (SELECT jsonb_build_object(${lockedCpoJson('o')}, 'customerId', o.customer_id, 'currency', o.currency,
          'securityLevel', (SELECT security_level FROM customer WHERE customer.id = o.customer_id))
        FROM cpo o WHERE o.id = coalesce($4::uuid, ${onlyOrder})) AS cpo`,
    [
      wanted.customerId,
      wanted.projectId,
      wanted.milestoneId,
      wanted.cpoId ?? null,
      pins && wanted.cpoId === undefined,
    ],
  );
  const milestone = row?.milestone;
  return {
    customer: row?.customer ?? null,
    project: row?.project ?? null,
    milestone: milestone ? { ...milestone, expectedMinor: BigInt(milestone.expectedMinor) } : null,
    cpo: row?.cpo ?? null,
  };
}

type ReplicatedProject = Pick<
  z.output<typeof ProjectState>,
  | 'id'
  | 'version'
  | 'number'
  | 'title'
  | 'customerId'
  | 'currency'
  | 'status'
  | 'budgetTotal'
  | 'revenueModel'
>;
type ReplicatedMilestone = Pick<
  z.output<typeof MilestoneState>,
  'id' | 'version' | 'projectId' | 'currency' | 'label' | 'expectedAmount' | 'removed'
>;

/**
 * Newest version wins, whatever order versions arrive in; a row that is as new already is not even locked. The status goes to the
 * ledger, where who issues reads it under lock. A project that was left in any status but the two closed ones
 * has left every closure of before behind: what they locked is unlocked.
 *
 * Documents refer to customer and currency, so these are not named beside the rest: an upsert that names what foreign keys refer to
 * locks the row against them, while who writes a document holds the ledger that it then waits for.
 */
export async function saveProject(tx: Pick<Tx, 'query'>, project: ReplicatedProject): Promise<void> {
  const { id, version, number, title, customerId, currency, status, revenueModel } = project;
  const isClosed = status === 'TECHNICALLY_CLOSED' || status === 'FINALIZED';
  const moved = await tx.query(
    `WITH saved AS (
       INSERT INTO project_replica AS known (project_id, version, number, title, customer_id, currency, budget_minor, revenue_model)
       SELECT $1::uuid, $2::int, $3::text, $4::text, $5::uuid, $6::text, $8::bigint, $9::text
       WHERE NOT EXISTS (
         SELECT FROM project_replica WHERE project_id = $1::uuid AND version >= $2::int AND budget_minor IS NOT NULL)
         AND NOT EXISTS (SELECT FROM deleted_project WHERE project_id = $1::uuid AND version >= $2::int)
       ON CONFLICT (project_id) DO UPDATE SET version = excluded.version, number = excluded.number, title = excluded.title,
         budget_minor = excluded.budget_minor, revenue_model = excluded.revenue_model
       WHERE known.version < excluded.version OR (known.version = excluded.version AND known.budget_minor IS NULL)
       RETURNING project_id, customer_id, currency
     ), ledger AS (
       INSERT INTO project_ledger AS known (project_id, status, status_version) SELECT project_id, $7::text, $10::int FROM saved
       ON CONFLICT (project_id) DO UPDATE SET status = excluded.status, version = known.version + 1,
         status_version = greatest(known.status_version, excluded.status_version),
         closure_id = CASE WHEN known.closure_version >= excluded.status_version THEN known.closure_id END,
         closure_version = CASE WHEN known.closure_version >= excluded.status_version THEN known.closure_version END
       WHERE known.status <> excluded.status OR known.closure_version < excluded.status_version
     )
     SELECT FROM saved WHERE customer_id <> $5::uuid OR currency <> $6::text`,
    [
      ...[id, version, number, title, customerId, currency, status],
      ...[toMinor(project.budgetTotal, currency), revenueModel, isClosed ? 0 : version],
    ],
  );
  if (moved.length > 0)
    await tx.query('UPDATE project_replica SET customer_id = $2, currency = $3 WHERE project_id = $1', [
      ...[id, customerId, currency],
    ]);
}

/**
 * The project's status changed at this version, and not to FINALIZED: closures that were asked for before it lock nothing any
 * more. Holds also for news that is older than what is known of the project.
 */
export async function endClosures(
  tx: Pick<Tx, 'query'>,
  { id, version }: Pick<ReplicatedProject, 'id' | 'version'>,
): Promise<void> {
  await tx.query(
    `UPDATE project_ledger SET status_version = $2, version = version + 1,
       closure_id = CASE WHEN closure_version >= $2 THEN closure_id END,
       closure_version = CASE WHEN closure_version >= $2 THEN closure_version END
     WHERE project_id = $1 AND status_version < $2`,
    [id, version],
  );
}

/**
 * Newest version wins; a row that is as new already is not even locked. A milestone may come before its project, which it never
 * leaves (documents refer to it, as to a project's customer: see `saveProject`).
 * @returns whether this was news
 */
export async function saveMilestone(tx: Pick<Tx, 'query'>, milestone: ReplicatedMilestone): Promise<boolean> {
  const { id, version, projectId, currency, label, expectedAmount, removed } = milestone;
  const saved = await tx.query<{ projectId: string }>(
    `INSERT INTO milestone_replica AS known (milestone_id, version, project_id, label, expected_minor, removed)
     SELECT $1::uuid, $2::int, $3::uuid, $4::text, $5::bigint, $6::boolean
     WHERE NOT EXISTS (SELECT FROM milestone_replica WHERE milestone_id = $1::uuid AND version >= $2::int)
     ON CONFLICT (milestone_id) DO UPDATE SET version = excluded.version, label = excluded.label,
       expected_minor = excluded.expected_minor, removed = excluded.removed
     WHERE known.version < excluded.version
     RETURNING project_id AS "projectId"`,
    [id, version, projectId, label, toMinor(expectedAmount, currency), removed],
  );
  const [known] = saved;
  if (known && known.projectId !== projectId)
    await tx.query('UPDATE milestone_replica SET project_id = $2 WHERE milestone_id = $1', [id, projectId]);
  return known !== undefined;
}

/** What the milestone expects stays as it is until the transaction ends. */
export async function lockMilestone(tx: Tx, id: string): Promise<void> {
  await tx.query('SELECT FROM milestone_replica WHERE milestone_id = $1 FOR SHARE', [id]);
}
