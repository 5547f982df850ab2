import type { Queryable, Tx } from '@closeout/service-kit/db';
import { insertRows, type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { tables } from '../tables.js';
import type { BudgetNode, Use } from './budgetNode.js';

const columns = [
  ...(['id', 'version', 'project_id as projectId', 'parent_id as parentId', 'depth'] as const),
  ...(['code', 'name', 'amount_minor as amountMinor'] as const),
] as const;

const findAll = prepared(({ projectId }: Params<{ projectId: string }>) =>
  tables.selectFrom('budget_node').select(columns).where('project_id', '=', projectId),
);

export function loadBudgetNodes(db: Queryable, projectId: string): Promise<BudgetNode[]> {
  return db.run(findAll({ projectId }));
}

const find = prepared(({ projectId, id }: Params<Pick<BudgetNode, 'projectId' | 'id'>>) =>
  tables.selectFrom('budget_node').select(columns).where('id', '=', id).where('project_id', '=', projectId),
);

export async function loadBudgetNode(
  db: Queryable,
  projectId: string,
  id: string,
): Promise<BudgetNode | null> {
  const [row] = await db.run(find({ projectId, id }));
  return row ?? null;
}

// Sums are numeric, and come as text: that many expenses could exceed a bigint, which must not keep anybody from reading them.
const findUses = prepared(({ projectId }: Params<{ projectId: string }>) =>
  tables
    .selectFrom('expense')
    .select(({ fn, lit }) => {
      const sumOf = (status: 'SETTLED' | 'RECORDED') =>
        fn.coalesce(
          fn.sum<string>('amount_minor').filterWhere('status', '=', sql.lit<typeof status>(status)),
          lit(0),
        );
      return [
        'budget_node_id as nodeId',
        sumOf('SETTLED').as('spent'),
        sumOf('RECORDED').as('committed'),
      ] as const;
    })
    .where('project_id', '=', projectId)
    .where('status', '<>', sql.lit<'REJECTED'>('REJECTED'))
    .groupBy('budget_node_id'),
);

/** What was spent and what waits, by node; one line for what hangs on none. Added up from an index alone. */
export async function loadUses(db: Queryable, projectId: string): Promise<Use[]> {
  const rows = await db.run(findUses({ projectId }));
  return rows.map(({ nodeId, spent, committed }) => ({
    nodeId,
    spentMinor: BigInt(spent),
    committedMinor: BigInt(committed),
  }));
}

const insertNodes = insertRows(
  tables.insertInto('budget_node'),
  {
    ...({ id: 'uuid', project_id: 'uuid', parent_id: 'uuid', depth: 'smallint' } as const),
    ...({ code: 'text', name: 'text', amount_minor: 'bigint', created_at: 'timestamptz' } as const),
  },
  (insert) => insert,
);

export async function insertBudgetNodes(tx: Tx, nodes: readonly BudgetNode[], now: Date): Promise<void> {
  const rows = nodes.map(({ id, projectId, parentId, depth, code, name, amountMinor }) => ({
    ...{ id, project_id: projectId, parent_id: parentId, depth },
    ...{ code, name, amount_minor: amountMinor, created_at: now },
  }));
  await tx.run(insertNodes(rows));
}

export type NodeChange = Pick<BudgetNode, 'code' | 'name' | 'amountMinor'>;

export async function saveBudgetNode(tx: Tx, before: BudgetNode, change: NodeChange): Promise<BudgetNode> {
  const after = { ...before, ...change, version: before.version + 1 };
  const { version, code, name, amountMinor } = after;
  await tx.run(
    tables
      .updateTable('budget_node')
      .set({ version, code, name, amount_minor: amountMinor })
      .where('id', '=', after.id),
  );
  return after;
}

/** Whether nodes or expenses hang on it. */
export async function isUsed(db: Queryable, id: string): Promise<boolean> {
  const rows = await db.run(
    tables
      .selectFrom('budget_node as n')
      .select('n.id')
      .where('n.id', '=', id)
      .where(({ or, exists, selectFrom }) =>
        or([
          exists(
            selectFrom('budget_node as c')
              .select('c.id')
              .whereRef('c.project_id', '=', 'n.project_id')
              .whereRef('c.parent_id', '=', 'n.id'),
          ),
          exists(
            selectFrom('expense as e')
              .select('e.id')
              .whereRef('e.project_id', '=', 'n.project_id')
              .whereRef('e.budget_node_id', '=', 'n.id'),
          ),
        ]),
      ),
  );
  return rows.length > 0;
}

export async function deleteBudgetNode(tx: Tx, id: string): Promise<void> {
  await tx.run(tables.deleteFrom('budget_node').where('id', '=', id));
}

const insertThresholds = insertRows(
  tables.insertInto('budget_threshold'),
  { id: 'uuid', project_id: 'uuid', node_id: 'uuid', percent: 'smallint', passed_at: 'timestamptz' },
  (insert) => insert.onConflict((on) => on.doNothing()).returning('id'),
);

export interface Threshold {
  id: string;
  nodeId: string | null;
  percent: number;
}

/** @returns the ids of those that had not been passed before */
export async function insertPassedThresholds(
  tx: Tx,
  projectId: string,
  thresholds: readonly Threshold[],
  now: Date,
): Promise<Set<string>> {
  const rows = thresholds.map(({ id, nodeId, percent }) => ({
    ...{ id, project_id: projectId, node_id: nodeId, percent, passed_at: now },
  }));
  return new Set((await tx.run(insertThresholds(rows))).map(({ id }) => id));
}
