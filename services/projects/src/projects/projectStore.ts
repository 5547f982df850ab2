import type { Tx } from '@closeout/service-kit/db';
import type { Project, ProjectContent } from './project.js';
import type { Seen } from './visibility.js';
import { titleKey } from './titleKey.js';
import type { Transition } from './status.js';

/** What makes a `Project` of the rows p (project) and c (customer). */
export const projectColumns = `
  p.id, p.version, p.number, p.number_order AS "numberOrder", p.status, p.archived,
  p.customer_id AS "customerId", c.name AS "customerName", c.security_level AS "securityLevel",
  p.currency, p.title, p.description, p.budget_minor AS "budgetMinor", p.start_date AS "startDate", p.end_date AS "endDate",
  p.type, p.revenue_model AS "revenueModel", p.project_manager_id AS "projectManagerId", p.technical_manager_id AS "technicalManagerId",
  p.business_unit_id AS "businessUnitId", p.legal_entity_id AS "legalEntityId", p.hourly_rate_minor AS "hourlyRateMinor",
  p.internal_notes AS "internalNotes", p.created_at AS "createdAt", p.created_by AS "createdBy", p.updated_at AS "updatedAt",
  p.last_progress_no AS "lastProgressNo", p.milestones_expected_minor AS "milestonesExpectedMinor", p.milestone_count AS "milestoneCount",
  p.received_minor AS "receivedMinor", p.invoiced_minor AS "invoicedMinor", p.next_due_date AS "nextDueDate",
  p.closure_id AS "closureId", p.quote_id AS "quoteId", p.quote_version AS "quoteVersion",
  p.completion_hundredths AS "completionHundredths"`;

/**
 * Loads a project and keeps others from changing it or its milestones until the transaction ends. Not FOR UPDATE:
 * that would also stop those who only refer to it.
 */
export async function lockProject(tx: Tx, id: string): Promise<(Project & Seen) | null> {
  const rows = await tx.query<Project & Seen>(
    `SELECT ${projectColumns}, ARRAY(SELECT t.user_id FROM team_member t WHERE t.project_id = p.id) AS "memberIds" FROM project p JOIN customer c ON c.id = p.customer_id WHERE p.id = $1 FOR NO KEY UPDATE OF p`,
    [id],
  );
  return rows[0] ?? null;
}

/** Saves what a PATCH changed, as a new version. */
export async function saveContent<P extends Project>(
  tx: Tx,
  project: P,
  content: ProjectContent,
  now: Date,
): Promise<P> {
  await tx.query(
    `UPDATE project SET version = version + 1, updated_at = $2, title = $3, title_search = $4, description = $5, budget_minor = $6,
       start_date = $7, end_date = $8, type = $9, revenue_model = $10, project_manager_id = $11, technical_manager_id = $12,
       business_unit_id = $13, legal_entity_id = $14, hourly_rate_minor = $15, internal_notes = $16
     WHERE id = $1`,
    [
      ...[project.id, now, content.title, titleKey(content.title), content.description, content.budgetMinor],
      ...[content.startDate, content.endDate, content.type, content.revenueModel, content.projectManagerId],
      ...[
        content.technicalManagerId,
        content.businessUnitId,
        content.legalEntityId,
        content.hourlyRateMinor,
        content.internalNotes,
      ],
    ],
  );
  return { ...project, ...content, version: project.version + 1, updatedAt: now };
}

/** A new version of a project, with nothing changed in it. */
export async function touchProject<P extends Project>(tx: Tx, project: P): Promise<P> {
  await tx.query('UPDATE project SET version = version + 1 WHERE id = $1', [project.id]);
  return { ...project, version: project.version + 1 };
}

/** One line of the history to come. */
export interface HistoryLine {
  id: string;
  action: Transition['action'] | 'archive' | 'unarchive';
  reason: string | null;
  effectiveDate: string;
  changedBy: string | null;
  changedByName: string;
}

/** Moves a project to a status (or in and out of the archive) and writes the line of its history, in one statement. */
export async function saveStatus(
  tx: Tx,
  project: Project,
  to: Pick<Project, 'status' | 'archived'>,
  line: HistoryLine,
  now: Date,
): Promise<Project> {
  await tx.query(
    `WITH moved AS (
       UPDATE project SET version = version + 1, updated_at = $2, status = $3, archived = $4 WHERE id = $1
     )
     INSERT INTO project_history (id, project_id, action, from_status, to_status, reason, effective_date, changed_by, changed_by_name, changed_at)
     VALUES ($5, $1, $6, $7, $3, $8, $9, $10, $11, $2)`,
    [
      ...[
        project.id,
        now,
        to.status,
        to.archived,
        line.id,
        line.action,
        project.status,
        line.reason,
        line.effectiveDate,
      ],
      ...[line.changedBy, line.changedByName],
    ],
  );
  return { ...project, ...to, version: project.version + 1, updatedAt: now };
}

/** Adds up again what a project shows of its milestones and documents. The caller holds the projects' locks. */
export async function refreshSums(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of ids) await tx.query(sumsStatement, [id]);
}

/** For one project: of an array PostgreSQL knows the length only when it plans anew each time, which costs more than the sums. */
const sumsStatement = `
  UPDATE project p SET milestones_expected_minor = m.expected, milestone_count = m.count, next_due_date = m.due,
    received_minor = d.received, invoiced_minor = d.invoiced
  FROM (
    SELECT coalesce(sum(expected_minor), 0)::bigint AS expected, count(*)::int AS count, min(due_date) FILTER (WHERE status <> 'PAID') AS due
    FROM milestone WHERE project_id = $1 AND removed_at IS NULL
  ) m, (
    SELECT coalesce(sum(s.amount_minor) FILTER (WHERE d.kind = 'RECEIPT' AND d.status = 'ISSUED'), 0)::bigint AS received,
      coalesce(sum(d.invoiced_minor), 0)::bigint AS invoiced
    FROM document_share s JOIN document d ON d.id = s.document_id AND d.shares_version = s.version
    WHERE s.project_id = $1
  ) d
  WHERE p.id = $1
    AND (p.milestones_expected_minor, p.milestone_count, p.next_due_date, p.received_minor, p.invoiced_minor)
      IS DISTINCT FROM (m.expected, m.count, m.due, d.received, d.invoiced)`;
