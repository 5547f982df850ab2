import type { Tx } from '@closeout/service-kit/db';
import { milestonesInOrder, type Derived, type Milestone, type MilestoneFacts } from './milestone.js';

/** What makes a `Milestone` of the row m. */
export const milestoneColumns = `
  m.id, m.version, m.project_id AS "projectId", m.customer_id AS "customerId", m.currency, m.type, m.no, m.label,
  m.expected_minor AS "expectedMinor", m.stage_id AS "stageId", m.due_date AS "dueDate", m.received_minor AS "receivedMinor",
  m.status, m.paid_date AS "paidDate", m.removed_at AS "removedAt",
  m.payment_requested_at AS "paymentRequestedAt"`;

/** The milestones of a project in their order, without removed ones. */
export async function loadMilestones(tx: Tx, projectId: string): Promise<Milestone[]> {
  const rows = await tx.query<Milestone>(
    `SELECT ${milestoneColumns} FROM milestone m WHERE m.project_id = $1 AND m.removed_at IS NULL`,
    [projectId],
  );
  return milestonesInOrder(rows);
}

const withFacts = (condition: string) => `
  SELECT ${milestoneColumns}, f.received AS "receivedNow", f.invoiced AS "invoicedMinor", f.first_payment AS "firstPaymentDate", f.linked
  FROM milestone m
  CROSS JOIN LATERAL (
    SELECT
      coalesce(sum(s.amount_minor) FILTER (WHERE d.kind = 'RECEIPT' AND d.status = 'ISSUED'), 0)::bigint AS received,
      coalesce(sum(d.invoiced_minor), 0)::bigint AS invoiced,
      (array_agg(d.document_date ORDER BY d.issued_at, d.id) FILTER (WHERE d.kind = 'RECEIPT' AND d.status = 'ISSUED'))[1] AS first_payment,
      count(*) > 0 AS linked
    FROM document_share s JOIN document d ON d.id = s.document_id AND d.shares_version = s.version
    WHERE s.milestone_id = m.id
  ) f
  WHERE ${condition}
  ORDER BY m.id`;

const oneOfProject = withFacts('m.id = $1 AND m.project_id = $2');
const ofDocument = withFacts('m.id IN (SELECT milestone_id FROM document_share WHERE document_id = $1)');

/** What is stored of a milestone beside what its documents say now. The caller holds the project's lock. */
export interface MilestoneAndFacts {
  milestone: Milestone;
  facts: MilestoneFacts;
  linked: boolean;
}

interface Row extends Milestone, Omit<MilestoneFacts, 'receivedMinor'> {
  receivedNow: bigint;
  linked: boolean;
}

/** One milestone of a project, or null; also a removed one. */
export async function loadMilestone(
  tx: Tx,
  projectId: string,
  id: string,
): Promise<MilestoneAndFacts | null> {
  const rows = await tx.query<Row>(oneOfProject, [id, projectId]);
  return rows[0] ? split(rows[0]) : null;
}

/** Every milestone that a document has ever been linked to. */
export async function loadMilestonesOfDocument(tx: Tx, documentId: string): Promise<MilestoneAndFacts[]> {
  return (await tx.query<Row>(ofDocument, [documentId])).map(split);
}

function split({
  receivedNow,
  invoicedMinor,
  firstPaymentDate,
  linked,
  ...milestone
}: Row): MilestoneAndFacts {
  return { milestone, facts: { receivedMinor: receivedNow, invoicedMinor, firstPaymentDate }, linked };
}

export type MilestoneChange = Partial<Derived> &
  Partial<Pick<Milestone, 'type' | 'no' | 'label' | 'expectedMinor' | 'stageId' | 'dueDate' | 'removedAt'>>;

/** Saves a changed milestone as its next version. */
export async function saveMilestone(tx: Tx, before: Milestone, change: MilestoneChange): Promise<Milestone> {
  const after = { ...before, ...change, version: before.version + 1 };
  await tx.query(
    `UPDATE milestone SET version = $2, type = $3, no = $4, label = $5, expected_minor = $6, due_date = $7, received_minor = $8,
       status = $9, paid_date = $10, removed_at = $11, stage_id = $12
     WHERE id = $1`,
    [
      ...[
        after.id,
        after.version,
        after.type,
        after.no,
        after.label,
        after.expectedMinor,
        after.dueDate,
        after.receivedMinor,
      ],
      ...[after.status, after.paidDate, after.removedAt, after.stageId],
    ],
  );
  return after;
}

/** Saves a new milestone and what its project shows of it, in one statement. The caller holds the project's lock. */
export async function insertMilestone(tx: Tx, milestone: Milestone, now: Date): Promise<void> {
  await tx.query(
    `WITH counted AS (
       UPDATE project SET milestone_count = milestone_count + 1, milestones_expected_minor = milestones_expected_minor + $8,
         last_progress_no = greatest(last_progress_no, $6::int), next_due_date = least(next_due_date, $9::date)
       WHERE id = $2
     )
     INSERT INTO milestone (id, project_id, customer_id, currency, type, no, label, expected_minor, due_date, created_at, stage_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[
        milestone.id,
        milestone.projectId,
        milestone.customerId,
        milestone.currency,
        milestone.type,
        milestone.no,
      ],
      ...[milestone.label, milestone.expectedMinor, milestone.dueDate, now, milestone.stageId],
    ],
  );
}

/** Notes that the payments of a stage's milestones are requested: of those that were not before and are not paid. */
export async function markRequested(
  tx: Tx,
  projectId: string,
  stageId: string,
  now: Date,
): Promise<Milestone[]> {
  const rows = await tx.query<Milestone>(
    `UPDATE milestone m SET payment_requested_at = $3
     WHERE m.stage_id = $1 AND m.project_id = $2 AND m.removed_at IS NULL AND m.payment_requested_at IS NULL AND m.status <> 'PAID'
     RETURNING ${milestoneColumns}`,
    [stageId, projectId, now],
  );
  return milestonesInOrder(rows);
}
