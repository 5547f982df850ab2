import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProjectListQuery } from '@closeout/contracts/http/projects';
import { createTestDatabase, type TestDatabase } from '@closeout/service-kit/testing';
import {
  listStatement,
  lookThrough,
  startsWithNext,
  type Reach,
  type ListViewer,
} from '../src/projects/projectListStatement.js';

/** Among 50,000 projects PostgreSQL finds each page through an index, and looks at few rows for it. */
const count = 50_000;
const admin: ListViewer = {
  id: '0199d3a0-0000-7000-8000-000000000001',
  seesAll: true,
  seesMoney: true,
  clearance: 9,
};
const manager: ListViewer = {
  id: '00000000-0000-7000-8000-000000000007',
  seesAll: false,
  seesMoney: true,
  clearance: 0,
};
const member: ListViewer = {
  id: '0199d3a0-0000-7000-8000-000000000009',
  seesAll: false,
  seesMoney: true,
  clearance: 0,
};
let db: TestDatabase;
let customerId: string;
let customerName: string;

beforeAll(async () => {
  db = await createTestDatabase({ migrations: join(import.meta.dirname, '../prisma/migrations') });
  await db.query(
    readFileSync(join(import.meta.dirname, 'support/seedProjects.sql'), 'utf8').replaceAll(
      ':count',
      String(count),
    ),
  );
  await db.query(
    `UPDATE project SET title_search = title_search || ' telegraph' WHERE number_order < 2016000001000`,
  );
  // A member of a thousand teams, among fifty thousand people on one each.
  await db.query(
    `INSERT INTO person (id, version, name, active, clearance) SELECT id, 1, 'Member', true, 0 FROM project UNION ALL SELECT $1, 1, 'Tom', true, 0`,
    [member.id],
  );
  await db.query(
    `INSERT INTO team_member (project_id, user_id, assigned_at) SELECT id, id, now() FROM project
     UNION ALL (SELECT id, $1, now() FROM project WHERE number_order % 50 = 0)`,
    [member.id],
  );
  await db.query('ANALYZE project, team_member');
  const [customer] = await db.query<{ id: string; name: string }>(
    'SELECT id, name FROM customer WHERE security_level = 0 ORDER BY name LIMIT 1',
  );
  ({ id: customerId, name: customerName } = customer as { id: string; name: string });
}, 240_000);
afterAll(() => db?.drop());

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}

/** What reading a page comes to: one statement, or for words the next projects and then the trigram index. */
async function planOf(input: object, viewer: ListViewer): Promise<{ nodes: Node[]; touched: number }> {
  const query = ProjectListQuery.parse(input);
  if (!startsWithNext(query, viewer)) return planOfStatement(query, viewer, 'order');
  const next = await planOfStatement(query, viewer, 'next');
  if ((next.nodes[0]?.['Actual Rows'] ?? 0) > query.limit) return next;
  const words = await planOfStatement(query, viewer, 'words');
  return { nodes: [...next.nodes, ...words.nodes], touched: next.touched + words.touched };
}

async function planOfStatement(
  query: ProjectListQuery,
  viewer: ListViewer,
  reach: Reach,
): Promise<{ nodes: Node[]; touched: number }> {
  const statement = listStatement(query, viewer, '2026-03-01', reach);
  if (!statement) throw new Error('this search cannot match anything');
  const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${statement.text}`,
    statement.values,
  );
  const nodes = flat((row as { 'QUERY PLAN': [{ Plan: Node }] })['QUERY PLAN'][0].Plan);
  const scans = nodes.filter((node) => node['Relation Name'] === 'project');
  const rows = (node: Node) =>
    (node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
    node['Actual Loops'];
  return { nodes, touched: scans.reduce((sum, node) => sum + rows(node), 0) };
}

const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];

const lists: [string, () => object, ListViewer?][] = [
  ['the first page', () => ({})],
  ['a page in the middle', () => ({ cursor: cursor('-number', '2021000000100') })],
  ['ascending', () => ({ sort: 'number' })],
  ['by creation', () => ({ sort: '-createdAt' })],
  ['by title', () => ({ sort: 'title' })],
  [
    'by title, in the middle',
    () => ({ sort: 'title', cursor: cursor('title', 'prototype', '00000000-0000-4000-8000-000000000000') }),
  ],
  ['of a status that many have', () => ({ status: 'FINALIZED' })],
  ['of a status that few have', () => ({ status: 'TECHNICALLY_CLOSED' })],
  ['of a customer', () => ({ customerId })],
  ['of a manager', () => ({ projectManagerId: manager.id })],
  ['that is archived', () => ({ archived: 'true' })],
  ['archived or not', () => ({ archived: 'all' })],
  ['that is overdue', () => ({ overdue: 'true' })],
  ['for someone who sees only what they run', () => ({}), manager],
  ['for someone who is on the teams of many projects', () => ({}), member],
  ['of those, by title', () => ({ sort: 'title' }), member],
];
const searches: [string, () => object, ListViewer?][] = [
  ['a number', () => ({ q: 'PRJ-2021-0815', archived: 'all' })],
  ['the beginning of a number', () => ({ q: 'prj-2019-12' })],
  ['a part of a number', () => ({ q: '2021-0815', archived: 'all' })],
  ['a customer', () => ({ q: customerName })],
  ['a common word', () => ({ q: 'migration' })],
  ['a rare word', () => ({ q: '4711' })],
  ['a VAT number that is set apart', () => ({ q: 'DE 84 2278 12' })],
  ['a VAT number with a part like a year', () => ({ q: 'FR 8384 2278 048' })],
  ['three words', () => ({ q: 'audit payroll harbour' })],
  ['the beginning of a word', () => ({ q: 'ta' })],
  ['what nobody wrote', () => ({ q: 'zeppelin' })],
  ['a word that only the oldest have', () => ({ q: 'telegraph' })],
  ['a word, by title', () => ({ q: 'treasury', sort: 'title' })],
  ['a word, for someone who sees only what they run', () => ({ q: 'treasury' }), manager],
];

const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

describe('A list', () => {
  it.each(lists)('%s', async (_, input, viewer = admin) => {
    const { nodes, touched } = await planOf(input(), viewer);
    expect(nodes.filter((n) => n['Node Type'] === 'Seq Scan' && n['Relation Name'] === 'project')).toEqual(
      [],
    );
    expect(touched).toBeLessThan(count / 25);
  });

  it('adds nothing up and asks for no row of another table but the customers’', async () => {
    const { nodes } = await planOf({}, admin);
    const relations = new Set(nodes.map((n) => n['Relation Name']).filter(Boolean));
    expect([...relations].sort()).toEqual(['customer', 'project']);
  });
});

describe('A search for', () => {
  it.each(searches)('%s', async (_, input, viewer = admin) => {
    const { nodes, touched } = await planOf(input(), viewer);
    expect(nodes.filter((n) => n['Node Type'] === 'Seq Scan' && n['Relation Name'] === 'project')).toEqual(
      [],
    );
    expect(touched).toBeLessThan(lookThrough + count / 25);
  });

  it('a rare word goes through the trigram index', async () => {
    const { nodes } = await planOf({ q: 'lot 4711' }, admin);
    expect(nodes.map((n) => n['Index Name'])).toContain('project_search');
  });
});
