import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import {
  countedNodes,
  nodeWarnings,
  plannedNodes,
  reached,
  wholeBudget,
  type BudgetNode,
} from './budgetNode.js';

const node = (code: string, parent: string | null, amountMinor: bigint): BudgetNode => ({
  ...{ id: code, version: 1, projectId: 'p', parentId: parent, depth: 1, code, name: code, amountMinor },
});
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as DomainError).code;
  }
  return 'not refused';
};

describe('A budget', () => {
  const nodes = [node('1.10', '1', 10n), node('1', null, 100n), node('1.2', '1', 95n), node('2', null, 5n)];
  const uses = [
    { nodeId: '1.10', spentMinor: 3n, committedMinor: 1n },
    { nodeId: '1', spentMinor: 20n, committedMinor: 0n },
    { nodeId: null, spentMinor: 7n, committedMinor: 2n },
  ];

  it('counts what hangs on a node in everything above it', () => {
    expect(countedNodes(nodes, uses).map((n) => [n.code, n.spentMinor, n.committedMinor])).toEqual([
      ['1', 23n, 1n],
      ['1.2', 0n, 0n],
      ['1.10', 3n, 1n],
      ['2', 0n, 0n],
    ]);
  });

  it('counts in the whole what hangs on no node', () => {
    expect(wholeBudget(200n, uses)).toEqual({ amountMinor: 200n, spentMinor: 30n, committedMinor: 3n });
  });

  it('warns when the children were given more than the node has', () => {
    const [first, second] = countedNodes(nodes, uses);
    expect(first && nodeWarnings(first, String)).toEqual([
      { code: 'children-exceed-node', detail: 'The nodes below 1 add up to 105, the node has 100.' },
    ]);
    expect(second && nodeWarnings(second, String)).toEqual([]);
  });

  it.each([
    [79n, 0n, 100n, []],
    [79n, 1n, 100n, [80]],
    [99n, 0n, 100n, [80]],
    [0n, 100n, 100n, [80, 100]],
    [1n, 0n, 0n, [80, 100]],
    [0n, 0n, 0n, []],
    [4n, 0n, 5n, [80]],
  ])(
    'of %s spent and %s committed of %s has reached %j',
    (spentMinor, committedMinor, amountMinor, percents) => {
      expect(reached({ spentMinor, committedMinor, amountMinor })).toEqual(percents);
    },
  );
});

describe('The nodes of a quote', () => {
  const named = (code: string, parent: string | null, amount = '1.00') => ({
    code,
    parent,
    name: code,
    amount,
  });

  it('hang below those that came before', () => {
    expect(plannedNodes([named('1', null), named('1.1', '1'), named('1.1.1', '1.1')], 'EUR')).toMatchObject([
      { code: '1', parent: null, depth: 1, amountMinor: 100n },
      { code: '1.1', parent: '1', depth: 2 },
      { code: '1.1.1', parent: '1.1', depth: 3 },
    ]);
  });

  it('are refused when they make no tree', () => {
    expect(codeOf(() => plannedNodes([named('1.1', '1'), named('1', null)], 'EUR'))).toBe(
      'budget-node-not-found',
    );
    expect(codeOf(() => plannedNodes([named('1', null), named('1', null)], 'EUR'))).toBe('budget-code-taken');
    expect(codeOf(() => plannedNodes([named('1', null, '0.001')], 'EUR'))).toBe('amount-scale');
    const deep = Array.from({ length: 9 }, (_, i) => named(String(i), i === 0 ? null : String(i - 1)));
    expect(codeOf(() => plannedNodes(deep, 'EUR'))).toBe('budget-too-deep');
    expect(
      codeOf(() =>
        plannedNodes(
          Array.from({ length: 501 }, (_, i) => named(String(i), null)),
          'EUR',
        ),
      ),
    ).toBe('budget-nodes-limit');
  });
});
