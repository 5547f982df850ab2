import { add, compare, percentOf, subtract } from '../../format/decimal.js';
import type { BudgetNode } from './workQueries.js';

/** Each node before what hangs on it, both in the order of their codes. */
export function inTreeOrder<N extends Pick<BudgetNode, 'id' | 'parentId'>>(nodes: readonly N[]): N[] {
  const below = (parent: string | null): N[] =>
    nodes.filter(({ parentId }) => parentId === parent).flatMap((node) => [node, ...below(node.id)]);
  return below(null);
}

interface Figures {
  amount: string;
  spent: string;
  committed: string;
}

/** What is left of a budget when all that waits is settled, and how much of it is used in per cent. */
export function usageOf({ amount, spent, committed }: Figures) {
  const used = add(spent, committed);
  const left = subtract(amount, used);
  return {
    left,
    over: compare(left, '0') < 0,
    spentPercent: percentOf(spent, amount),
    usedPercent: percentOf(used, amount),
  };
}

/** A code that is not taken yet: after 1.2 comes 1.3. */
export function nextCode(
  nodes: readonly Pick<BudgetNode, 'code' | 'parentId' | 'id'>[],
  parent: string | null,
): string {
  const prefix = nodes.find(({ id }) => id === parent)?.code;
  const taken = new Set(nodes.map(({ code }) => code));
  for (let no = 1; ; no += 1) {
    const code = prefix ? `${prefix}.${no}` : String(no);
    if (!taken.has(code)) return code;
  }
}
