import type { ProjectsWaitingCode } from '@closeout/contracts/http/projects';
import type { Permission } from '@closeout/contracts/permissions';
import { runBy } from '../projects/visibleProjects.js';
import { notOver } from './reader.js';

export interface WaitingLine {
  /** Who may do what it waits for. Without one it waits for those who run the project. */
  permission?: Permission;
  /** By project: how many (n), minor units and quarters of an hour where there are any, and since when. */
  found(me: string, today: string): string;
  /** What holds of the project besides. */
  projects: string;
}

const count = 'count(*) AS n, NULL::bigint AS minor, NULL::bigint AS quarters';
const hours = 'count(*) AS n, NULL::bigint AS minor, sum(quarters) AS quarters, min(entry_date) AS since';
const decidable = `p.status IN ('ACTIVE', 'ON_HOLD')`;
const notAskedAgain = `NOT EXISTS (SELECT FROM financial_closure later WHERE later.project_id = f.project_id AND later.requested_at > f.requested_at)`;

/** What can wait in projects, and for whom. Nobody decides on their own hours and expenses. */
export const waitingLines: Record<ProjectsWaitingCode, WaitingLine> = {
  'time-entries-to-approve': {
    permission: 'time.approve',
    found: (me) => `SELECT project_id, ${hours} FROM time_entry
      WHERE status = 'SUBMITTED' AND user_id IS DISTINCT FROM ${me} GROUP BY project_id`,
    projects: decidable,
  },
  'expenses-to-settle': {
    permission: 'expenses.settle',
    found: (
      me,
    ) => `SELECT project_id, count(*) AS n, sum(amount_minor) AS minor, NULL::bigint AS quarters, min(expense_date) AS since
      FROM expense WHERE status = 'RECORDED' AND recorded_by IS DISTINCT FROM ${me} GROUP BY project_id`,
    projects: decidable,
  },
  'time-entries-to-submit': {
    permission: 'time.log',
    found: (me) => `SELECT project_id, ${hours} FROM time_entry
      WHERE status IN ('DRAFT', 'REJECTED') AND user_id = ${me} GROUP BY project_id`,
    projects: `p.status = 'ACTIVE'`,
  },
  'stages-overdue': {
    found: (me, today) => `SELECT project_id, ${count}, min(due_date) AS since FROM stage
      WHERE due_date < ${today} AND completion < 100 AND project_id = ANY (ARRAY(${runBy(me, notOver)})) GROUP BY project_id`,
    projects: decidable,
  },
  'milestones-overdue': {
    found: (
      me,
      today,
    ) => `SELECT project_id, count(*) AS n, sum(expected_minor - received_minor) AS minor, NULL::bigint AS quarters, min(due_date) AS since
      FROM milestone WHERE due_date < ${today} AND removed_at IS NULL AND status <> 'PAID' AND project_id = ANY (ARRAY(${runBy(me, notOver)})) GROUP BY project_id`,
    projects: 'true',
  },
  'technical-closures-ready': {
    permission: 'projects.technical_closure',
    found:
      () => `SELECT c.id AS project_id, 1 AS n, NULL::bigint AS minor, NULL::bigint AS quarters, NULL::date AS since
      FROM project c WHERE c.status = 'ACTIVE' AND c.checklist_open = 0
        AND NOT EXISTS (SELECT FROM time_entry t WHERE t.project_id = c.id AND t.status IN ('DRAFT', 'SUBMITTED'))
        AND NOT EXISTS (SELECT FROM expense e WHERE e.project_id = c.id AND e.status = 'RECORDED')
        AND NOT EXISTS (SELECT FROM deliverable d WHERE d.project_id = c.id AND d.status IN ('INITIAL', 'READY'))`,
    projects: 'true',
  },
  'financial-closures-rejected': {
    permission: 'projects.finance_closure',
    found: () => `SELECT f.project_id, ${count}, min(f.requested_at)::date AS since FROM financial_closure f
      WHERE f.status = 'REJECTED' AND ${notAskedAgain} GROUP BY f.project_id`,
    projects: `p.status = 'TECHNICALLY_CLOSED'`,
  },
  'financial-closures-stalled': {
    permission: 'projects.finance_closure',
    found: () => `SELECT f.project_id, ${count}, min(f.requested_at)::date AS since FROM financial_closure f
      WHERE f.status = 'PENDING' AND f.stalled_at IS NOT NULL GROUP BY f.project_id`,
    projects: 'true',
  },
  'financial-closures-open': {
    permission: 'projects.finance_closure',
    found:
      () => `SELECT c.id AS project_id, 1 AS n, NULL::bigint AS minor, NULL::bigint AS quarters, NULL::date AS since
      FROM project c WHERE c.status = 'TECHNICALLY_CLOSED' AND c.closure_id IS NULL
        AND NOT EXISTS (SELECT FROM financial_closure f WHERE f.project_id = c.id AND f.status = 'REJECTED' AND ${notAskedAgain})`,
    projects: 'true',
  },
};
