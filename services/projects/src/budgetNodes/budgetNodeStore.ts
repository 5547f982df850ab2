import type { Tx } from '@closeout/service-kit';
import type { BudgetNode, Use } from './budgetNode.js';

const columns = `id, version, project_id AS "projectId", parent_id AS "parentId", depth, code, name, amount_minor AS "amountMinor"`;

type Reader = Pick<Tx, 'query'>;

export async function loadBudgetNodes(tx: Reader, projectId: string): Promise<BudgetNode[]> {
  return tx.query<BudgetNode>(`SELECT ${columns} FROM budget_node WHERE project_id = $1`, [projectId]);
}

export async function loadBudgetNode(tx: Reader, projectId: string, id: string): Promise<BudgetNode | null> {
  const rows = await tx.query<BudgetNode>(
    `SELECT ${columns} FROM budget_node WHERE id = $2 AND project_id = $1`,
    [projectId, id],
  );
  return rows[0] ?? null;
}

/** What was spent and what waits, by node; one line for what hangs on none. Added up from an index alone. */
export async function loadUses(tx: Reader, projectId: string): Promise<Use[]> {
  // Sums are numeric, and come as text: that many expenses could exceed a bigint, which must not keep anybody from reading them.
  const rows = await tx.query<{ nodeId: string | null; spent: string; committed: string }>(
    `SELECT budget_node_id AS "nodeId",
       coalesce(sum(amount_minor) FILTER (WHERE status = 'SETTLED'), 0) AS spent,
       coalesce(sum(amount_minor) FILTER (WHERE status = 'RECORDED'), 0) AS committed
     FROM expense WHERE project_id = $1 AND status <> 'REJECTED' GROUP BY budget_node_id`,
    [projectId],
  );
  return rows.map(({ nodeId, spent, committed }) => ({
    nodeId,
    spentMinor: BigInt(spent),
    committedMinor: BigInt(committed),
  }));
}

export async function insertBudgetNodes(tx: Tx, nodes: readonly BudgetNode[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO budget_node (id, project_id, parent_id, depth, code, name, amount_minor, created_at)
     SELECT n.*, $8 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::bigint[]) AS n`,
    [
      nodes.map((node) => node.id),
      nodes.map((node) => node.projectId),
      nodes.map((node) => node.parentId),
      nodes.map((node) => node.depth),
      nodes.map((node) => node.code),
      nodes.map((node) => node.name),
      nodes.map((node) => node.amountMinor),
      now,
    ],
  );
}

export type NodeChange = Pick<BudgetNode, 'code' | 'name' | 'amountMinor'>;

export async function saveBudgetNode(tx: Tx, before: BudgetNode, change: NodeChange): Promise<BudgetNode> {
  const after = { ...before, ...change, version: before.version + 1 };
  await tx.query(
    'UPDATE budget_node SET version = $2, code = $3, name = $4, amount_minor = $5 WHERE id = $1',
    [after.id, after.version, after.code, after.name, after.amountMinor],
  );
  return after;
}

/** Whether nodes or expenses hang on it. */
export async function isUsed(tx: Reader, id: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM budget_node n WHERE n.id = $1 AND (EXISTS (SELECT FROM budget_node c WHERE c.project_id = n.project_id AND c.parent_id = n.id)
       OR EXISTS (SELECT FROM expense e WHERE e.project_id = n.project_id AND e.budget_node_id = n.id))`,
    [id],
  );
  return rows.length > 0;
}

export async function deleteBudgetNode(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM budget_node WHERE id = $1', [id]);
}
