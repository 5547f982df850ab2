import { expect, it } from '@jest/globals';
import { leftOut } from './leftOut.js';

const id = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31';
const has = (code: string, depth = 1) => ({ id, version: 1, projectId: id, code, depth });
const node = (code: string, parent: string | null = null) => ({ code, parent, name: code, amount: '1.00' });
const codes = (budgetNodes: ReturnType<typeof node>[], project: ReturnType<typeof has>[] | null) =>
  leftOut({ budgetNodes }, project && { budgetNodes: project }).map(({ code, recordNumber }) =>
    [code, recordNumber].filter(Boolean).join(' '),
  );

it('A quote’s budget comes to the project, but for what the project has already, and never in part', () => {
  expect(codes([node('1'), node('1.1', '1')], [has('2')])).toEqual([]);
  expect(codes([], null)).toEqual([]);
  expect(codes([node('1'), node('1.1', '1')], [has('1')])).toEqual(['budget-code-kept 1']);
  expect(codes([node('1')], null)).toEqual(['budget-not-checked']);
  expect(codes([node('1'), node('1.1', '1')], [has('1', 8)])).toEqual(['budget-left-out']);
  const full = Array.from({ length: 500 }, (_, i) => has(`n${i}`));
  expect(codes([node('1')], full)).toEqual(['budget-left-out']);
});

it('A node that hangs on one of the project’s is said to', () => {
  const [kept] = leftOut({ budgetNodes: [node('1'), node('1.1', '1')] }, { budgetNodes: [has('1')] });
  expect(kept?.detail).toContain('hangs on the project’s');
});
