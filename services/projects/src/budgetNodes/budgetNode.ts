import { conflict, invalid, type ErrorCode } from '@closeout/contracts/errors';
import type { QuoteBudgetNode } from '@closeout/contracts/events/billing';
import type { Minor } from '@closeout/contracts/money';
import { readAmount } from '../projects/project.js';

/** A node of a project's budget as it is stored; its amount is in the project's currency. */
export interface BudgetNode {
  id: string;
  version: number;
  projectId: string;
  parentId: string | null;
  depth: number;
  code: string;
  name: string;
  amountMinor: Minor;
}

/** As deep as anybody plans, and as many as one answer shows. */
export const maxLevels = 8;
export const maxNodes = 500;

/** 1.2 before 1.10. */
const collator = new Intl.Collator('en', { numeric: true });
export const byCode = (a: { code: string }, b: { code: string }) =>
  collator.compare(a.code, b.code) || (a.code < b.code ? -1 : 1);

/** What hangs on a node itself, or (null) on none. */
export interface Use {
  nodeId: string | null;
  spentMinor: Minor;
  committedMinor: Minor;
}

export interface Figures {
  amountMinor: Minor;
  /** Settled expenses. */
  spentMinor: Minor;
  /** Recorded expenses that wait for a decision. */
  committedMinor: Minor;
}

/** A node with what it and everything below it used, and what its children were given. */
export interface CountedNode extends BudgetNode, Figures {
  childrenMinor: Minor;
}

/** The nodes in the order of their codes, each with the figures of its subtree. */
export function countedNodes(nodes: readonly BudgetNode[], uses: readonly Use[]): CountedNode[] {
  const counted = new Map<string, CountedNode>();
  for (const node of nodes) {
    counted.set(node.id, { ...node, spentMinor: 0n, committedMinor: 0n, childrenMinor: 0n });
  }
  const parentOf = ({ parentId }: BudgetNode) => (parentId === null ? undefined : counted.get(parentId));
  for (const { nodeId, spentMinor, committedMinor } of uses) {
    for (let node = nodeId === null ? undefined : counted.get(nodeId); node; node = parentOf(node)) {
      node.spentMinor += spentMinor;
      node.committedMinor += committedMinor;
    }
  }
  for (const node of nodes) {
    const parent = parentOf(node);
    if (parent) parent.childrenMinor += node.amountMinor;
  }
  return [...counted.values()].sort(byCode);
}

/** Everything that was used, with a node or without. */
export function wholeBudget(budgetMinor: Minor, uses: readonly Use[]): Figures {
  return {
    amountMinor: budgetMinor,
    spentMinor: uses.reduce((sum, use) => sum + use.spentMinor, 0n),
    committedMinor: uses.reduce((sum, use) => sum + use.committedMinor, 0n),
  };
}

export const thresholds = [80, 100] as const;

/** The shares of a budget, in per cent, that have been reached. Of nothing nothing can be used without passing all. */
export function reached({ amountMinor, spentMinor, committedMinor }: Figures): number[] {
  const used = spentMinor + committedMinor;
  if (used <= 0n) return [];
  return thresholds.filter((percent) => used * 100n >= amountMinor * BigInt(percent));
}

/** What deserves a second look but forbids nothing: budgets are planned top-down as well as bottom-up. */
export function nodeWarnings(
  node: CountedNode,
  show: (minor: Minor) => string,
): { code: string; detail: string }[] {
  if (node.childrenMinor <= node.amountMinor) return [];
  const detail = `The nodes below ${node.code} add up to ${show(node.childrenMinor)}, the node has ${show(node.amountMinor)}.`;
  return [{ code: 'children-exceed-node', detail }];
}

/** @throws DomainError `budget-too-deep` (conflict) */
export function depthBelow(parent: Pick<BudgetNode, 'code' | 'depth'> | null): number {
  if (parent === null) return 1;
  if (parent.depth < maxLevels) return parent.depth + 1;
  throw conflict(
    'budget-too-deep',
    `${parent.code} is on level ${maxLevels}: nothing can hang on it. Add the node higher up.`,
  );
}

export type PlannedNode = Omit<BudgetNode, 'id' | 'version' | 'projectId' | 'parentId'> & {
  parent: string | null;
};

/**
 * The nodes that a quote brings to a project, parents named by their code and before their children. A node whose code the budget
 * has already stays as it is.
 * @throws DomainError `budget-node-not-found`, `budget-code-taken`, `amount-scale`, `amount-too-large` (invalid), `budget-too-deep`,
 *   `budget-nodes-limit` (conflict)
 */
export function plannedNodes(
  inputs: readonly QuoteBudgetNode[],
  currency: string,
  existing: readonly BudgetNode[] = [],
): PlannedNode[] {
  if (inputs.length + existing.length > maxNodes) throw tooMany();
  const known = new Map<string, Pick<BudgetNode, 'code' | 'depth'>>(
    existing.map((node) => [node.code, node]),
  );
  const planned = new Map<string, PlannedNode>();
  inputs.forEach(({ code, parent: parentCode, name, amount }, i) => {
    const parent = parentCode === null ? null : (planned.get(parentCode) ?? known.get(parentCode));
    if (parent === undefined) {
      throw refused(
        'budget-node-not-found',
        `/budgetNodes/${i}/parent`,
        `There is no node ${parentCode} before ${code}.`,
      );
    }
    if (planned.has(code))
      throw refused('budget-code-taken', `/budgetNodes/${i}/code`, `There are two nodes ${code}.`);
    if (known.has(code)) return;
    const amountMinor = readAmount(amount, currency, `/budgetNodes/${i}/amount`);
    planned.set(code, { code, name, amountMinor, parent: parentCode, depth: depthBelow(parent) });
  });
  return [...planned.values()];
}

export function tooMany() {
  return conflict('budget-nodes-limit', `A budget has ${maxNodes} nodes at most; take one out first.`);
}

export function refused(code: ErrorCode, pointer: string, detail: string) {
  return invalid(code, detail, [{ pointer, code, detail }]);
}
