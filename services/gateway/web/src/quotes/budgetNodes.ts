import { compare, isDecimal, subtract, sum } from '../format/decimal.js';

/** One node of a quote's budget. A parent is named by its code, and stands before its parts. */
export interface NodeValues {
  key: string;
  code: string;
  parent: string;
  name: string;
  amount: string;
}

/** Projects take no deeper tree. */
export const maxLevels = 8;

/** How many nodes are above each. */
export function levelsOf(nodes: readonly Pick<NodeValues, 'code' | 'parent'>[]): number[] {
  const levels = new Map<string, number>();
  return nodes.map(({ code, parent }) => {
    const level = parent === '' ? 0 : (levels.get(parent) ?? -1) + 1;
    levels.set(code, level);
    return level;
  });
}

/** The next free code below a parent: `1.3` after `1.1` and `1.2`; `3` after `1` and `2` on top. */
export function nextCode(nodes: readonly NodeValues[], parent: string): string {
  const taken = new Set(nodes.map(({ code }) => code));
  const prefix = parent === '' ? '' : `${parent}.`;
  let no = nodes.filter((node) => node.parent === parent).length + 1;
  while (taken.has(`${prefix}${no}`)) no += 1;
  return `${prefix}${no}`;
}

/** Where what is below a node ends. */
function endOf(nodes: readonly NodeValues[], index: number): number {
  const levels = levelsOf(nodes);
  const end = levels.findIndex((level, at) => at > index && level <= (levels[index] ?? 0));
  return end < 0 ? nodes.length : end;
}

/** @param below the index of the node that it becomes a part of; null: on top */
export function withNode(nodes: readonly NodeValues[], below: number | null, key: string): NodeValues[] {
  const parent = below === null ? '' : (nodes[below]?.code ?? '');
  const at = below === null ? nodes.length : endOf(nodes, below);
  const node = { key, code: nextCode(nodes, parent), parent, name: '', amount: '' };
  return [...nodes.slice(0, at), node, ...nodes.slice(at)];
}

/** Its parts become those of the node above. */
export function withoutNode(nodes: readonly NodeValues[], index: number): NodeValues[] {
  const gone = nodes[index];
  return nodes
    .filter((_, at) => at !== index)
    .map((node) => (gone && node.parent === gone.code ? { ...node, parent: gone.parent } : node));
}

/** Its parts go with it. */
export function renamed(nodes: readonly NodeValues[], index: number, code: string): NodeValues[] {
  const before = nodes[index]?.code;
  return nodes.map((node, at) => {
    if (at === index) return { ...node, code };
    return before !== '' && node.parent === before ? { ...node, parent: code } : node;
  });
}

/** What the top nodes add up to, against what is quoted. What is no amount yet counts as nothing. */
export function budgetAgainst(nodes: readonly NodeValues[], gross: string) {
  const tops = nodes.filter(({ parent, amount }) => parent === '' && isDecimal(amount));
  const planned = sum([subtract(gross, gross), ...tops.map(({ amount }) => amount)]);
  const rest = subtract(gross, planned);
  return { planned, rest, sign: compare(rest, '0') };
}
