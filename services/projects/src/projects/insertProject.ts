import type { Tx } from '@closeout/service-kit/db';
import type { PlannedMilestone } from '../milestones/milestone.js';
import type { Project, ProjectContent } from './project.js';
import { numbersPerYear } from './projectNumber.js';
import { projectColumns } from './projectStore.js';
import { titleKey } from './titleKey.js';

export interface NewProject {
  id: string;
  customerId: string;
  currency: string;
  content: ProjectContent;
  milestones: readonly (PlannedMilestone & { id: string })[];
  historyId: string;
  createdBy: string | null;
  createdByName: string;
  now: Date;
  today: string;
  /** The quote whose approval it comes of. */
  quote?: { id: string; version: number };
}

export interface InsertedProject extends Project {
  customerStatus: string;
}

/**
 * A project with its number, its milestones and the first line of its history, in one round trip, because the
 * year's counter is locked from here to the commit. The customer is read FOR SHARE: a new name of theirs cannot slip in
 * between reading the old one and this project becoming visible.
 *
 * Nothing is written for a customer who is unknown here, hidden from the caller, or inactive (unless their quote was approved).
 */
const insert = `
  WITH chosen AS (
    SELECT id, name, name_search, status, security_level FROM customer WHERE id = $2 AND security_level <= $3 FOR SHARE
  ), counted AS (
    INSERT INTO project_counter AS counter (year, last)
    SELECT $4::int, 1 FROM chosen WHERE status <> 'INACTIVE' OR $35::uuid IS NOT NULL
    ON CONFLICT (year) DO UPDATE SET last = counter.last + 1
    RETURNING last
  ), p AS (
    INSERT INTO project (id, number, number_order, customer_id, currency, title, title_search, customer_search, description, budget_minor,
      start_date, end_date, type, revenue_model, project_manager_id, technical_manager_id, business_unit_id, legal_entity_id,
      hourly_rate_minor, internal_notes, created_at, created_by, updated_at, last_progress_no, milestones_expected_minor, milestone_count, next_due_date, quote_id, quote_version)
    SELECT $1, 'PRJ-' || $4::int || '-' || lpad(counted.last::text, greatest(4, length(counted.last::text)), '0'),
      $4::bigint * ${numbersPerYear} + counted.last, chosen.id, $5, $6, $7, chosen.name_search, $8, $9,
      $10, $11, $12, $13, $14, $15, $16, $17,
      $18, $19, $20, $21, $20, $22, $23, $24, $25, $35::uuid, $36::int
    FROM chosen, counted
    RETURNING *
  ), milestones AS (
    INSERT INTO milestone (id, project_id, customer_id, currency, type, no, label, expected_minor, due_date, created_at)
    SELECT m.id, p.id, p.customer_id, p.currency, m.type, m.no, m.label, m.expected, m.due, p.created_at
    FROM p, unnest($26::uuid[], $27::text[], $28::int[], $29::text[], $30::bigint[], $31::date[]) AS m (id, type, no, label, expected, due)
  ), history AS (
    INSERT INTO project_history (id, project_id, action, to_status, effective_date, changed_by, changed_by_name, changed_at)
    SELECT $32, p.id, 'create', p.status, $33::date, $21, $34, p.created_at FROM p
  )
  SELECT ${projectColumns}, c.status AS "customerStatus" FROM chosen c LEFT JOIN p ON true`;

/** null when the customer is not known here, or not the caller's to see; the row's `id` is null when the customer is inactive. */
export async function insertProject(
  tx: Tx,
  project: NewProject,
  clearance: number,
): Promise<InsertedProject | null> {
  const { content, milestones } = project;
  const dueDates = milestones.map((m) => m.dueDate).filter((day) => day !== null);
  const rows = await tx.query<InsertedProject>(insert, [
    ...[project.id, project.customerId, clearance, Number(project.today.slice(0, 4)), project.currency],
    ...[
      content.title,
      titleKey(content.title),
      content.description,
      content.budgetMinor,
      content.startDate,
      content.endDate,
    ],
    ...[
      content.type,
      content.revenueModel,
      content.projectManagerId,
      content.technicalManagerId,
      content.businessUnitId,
    ],
    ...[
      content.legalEntityId,
      content.hourlyRateMinor,
      content.internalNotes,
      project.now,
      project.createdBy,
    ],
    milestones.reduce((last, m) => Math.max(last, m.no ?? 0), 0),
    milestones.reduce((sum, m) => sum + m.expectedMinor, 0n),
    milestones.length,
    dueDates.length > 0 ? dueDates.reduce((a, b) => (a < b ? a : b)) : null,
    milestones.map((m) => m.id),
    milestones.map((m) => m.type),
    milestones.map((m) => m.no),
    milestones.map((m) => m.label),
    milestones.map((m) => m.expectedMinor),
    milestones.map((m) => m.dueDate),
    ...[project.historyId, project.today, project.createdByName],
    ...[project.quote?.id ?? null, project.quote?.version ?? null],
  ]);
  return rows[0] ?? null;
}
