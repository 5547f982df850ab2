import type { ProjectsWaitingCode } from '@closeout/contracts/http/projects';
import { isVisible, runBy, type Bind } from '../projects/visibleProjects.js';
import { notOver, type Reader } from './reader.js';
import { waitingLines } from './waitingLines.js';

export interface Statement {
  text: string;
  values: unknown[];
}

/** A statement and the values that it binds while it is written. */
function statement(write: (bind: Bind) => string): Statement {
  const values: unknown[] = [];
  const places = new Map<string, string>();
  const text = write((of, type) => {
    const key = `${type} ${String(of)}`;
    const place = places.get(key) ?? `$${values.push(of)}::${type}`;
    places.set(key, place);
    return place;
  });
  return { text, values };
}

export const statusStatement = (reader: Reader): Statement =>
  statement(
    (bind) =>
      `SELECT p.status, count(*)::int AS count FROM project p WHERE ${isVisible(reader, bind)} AND NOT p.archived GROUP BY p.status`,
  );

/** All lines of what waits for a reader, in one statement; null where nothing can. A line is sums over its projects, and the first five of them. */
export function waitingStatement(reader: Reader, today: string): Statement | null {
  const codes = (Object.keys(waitingLines) as ProjectsWaitingCode[]).filter((code) => {
    const { permission } = waitingLines[code];
    return permission ? reader.has(permission) : reader.id !== null;
  });
  if (codes.length === 0) return null;
  return statement((bind) =>
    codes
      .map((code) => {
        const { found, projects } = waitingLines[code];
        return `SELECT '${code}' AS code, line.* FROM (
          WITH found AS MATERIALIZED (
            SELECT w.*, p.currency FROM project p JOIN (${found(bind(reader.id, 'uuid'), bind(today, 'date'))}) w ON w.project_id = p.id
            WHERE p.${notOver} AND ${projects} AND ${isVisible(reader, bind)})
          SELECT sum(n)::int AS count, sum(quarters)::int AS quarters,
            (SELECT jsonb_agg(jsonb_build_object('currency', currency, 'minor', minor::text) ORDER BY currency)
             FROM (SELECT currency, sum(minor) AS minor FROM found WHERE minor IS NOT NULL GROUP BY currency) by_currency) AS sums,
            (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'number', p.number, 'title', p.title, 'count', n, 'currency', p.currency,
               'minor', minor::text, 'since', since) ORDER BY since NULLS LAST, p.id)
             FROM (SELECT * FROM found ORDER BY since NULLS LAST, project_id LIMIT 5) first JOIN project p ON p.id = first.project_id) AS records
          FROM found) line WHERE line.count > 0`;
      })
      .join('\nUNION ALL\n'),
  );
}

/** What is still to come, by month. The milestones of a project are for those who may see payments, and for those who run it. */
export const expectedStatement = (reader: Reader, from: string, before: string): Statement =>
  statement((bind) => {
    const payments = reader.has('project_payments.view')
      ? ''
      : `AND p.id IN (${runBy(bind(reader.id, 'uuid'), notOver)})`;
    return `SELECT to_char(greatest(m.due_date, ${bind(from, 'date')}), 'YYYY-MM') AS month, m.currency, sum(m.expected_minor - m.received_minor)::text AS minor
      FROM milestone m
      WHERE m.due_date < ${bind(before, 'date')} AND m.removed_at IS NULL AND m.status <> 'PAID'
        AND m.project_id IN (SELECT p.id FROM project p WHERE p.${notOver} AND ${isVisible(reader, bind)} ${payments})
      GROUP BY 1, 2 ORDER BY 1, 2`;
  });

export const closuresStatement = (reader: Reader): Statement =>
  statement(
    (bind) =>
      `SELECT f.id AS "closureId", f.project_id AS "projectId", p.number, p.title, f.requested_by AS "requestedById",
         f.requested_by_name AS "requestedByName", f.requested_at AS "requestedAt", f.stalled_at IS NOT NULL AS stalled,
         (count(*) OVER ())::int AS total
       FROM financial_closure f JOIN project p ON p.id = f.project_id
       WHERE f.status = 'PENDING' AND ${isVisible(reader, bind)} ORDER BY f.requested_at, f.id LIMIT 10`,
  );
