import { expect, it } from '@jest/globals';
import { budgetAgainst, levelsOf, renamed, withNode, withoutNode, type NodeValues } from './budgetNodes.js';

const node = (code: string, parent = '', amount = ''): NodeValues => ({
  ...{ key: code, code, parent, amount },
  name: code,
});
const tree = [node('1', '', '8000'), node('1.1', '1', '1500'), node('2', '', '500')];
const codes = (nodes: NodeValues[]) => nodes.map(({ code, parent }) => [code, parent]);

it('a part is put after the parts that are there, with the next code', () => {
  const wider = withNode(tree, 0, 'k');
  expect(codes(wider)).toEqual([
    ['1', ''],
    ['1.1', '1'],
    ['1.2', '1'],
    ['2', ''],
  ]);
  expect(codes(withNode(wider, 1, 'k'))[2]).toEqual(['1.1.1', '1.1']);
  expect(codes(withNode(tree, null, 'k')).at(-1)).toEqual(['3', '']);
  expect(levelsOf(wider)).toEqual([0, 1, 1, 0]);
});

it('what hangs on a node follows its new code, and goes up when it is removed', () => {
  expect(codes(renamed(tree, 0, 'A'))).toEqual([
    ['A', ''],
    ['1.1', 'A'],
    ['2', ''],
  ]);
  expect(codes(withoutNode(tree, 0))).toEqual([
    ['1.1', ''],
    ['2', ''],
  ]);
});

it('only the top nodes count against the quote', () => {
  expect(budgetAgainst(tree, '9000.00')).toEqual({ planned: '8500.00', rest: '500.00', sign: 1 });
  expect(budgetAgainst(tree, '8000.00').sign).toBe(-1);
  expect(budgetAgainst([], '0.00')).toEqual({ planned: '0.00', rest: '0.00', sign: 0 });
});
