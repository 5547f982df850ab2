import { describe, expect, it } from '@jest/globals';
import { inTreeOrder, nextCode, usageOf } from './budgetTree.js';

const node = (id: string, parentId: string | null, code: string) => ({ id, parentId, code });
const nodes = [node('a', null, '1'), node('b', null, '2'), node('aa', 'a', '1.1'), node('ab', 'a', '1.3')];

describe('A budget', () => {
  it('is read as a tree', () => {
    expect(inTreeOrder(nodes).map(({ code }) => code)).toEqual(['1', '1.1', '1.3', '2']);
  });

  it('proposes the next code', () => {
    expect([nextCode(nodes, null), nextCode(nodes, 'a'), nextCode(nodes, 'b')]).toEqual(['3', '1.2', '2.1']);
  });

  it('says what is left, with what waits for a decision', () => {
    expect(usageOf({ amount: '1000.00', spent: '500.00', committed: '250.00' })).toEqual({
      left: '250.00',
      over: false,
      spentPercent: 50,
      usedPercent: 75,
    });
    expect(usageOf({ amount: '0.00', spent: '1.00', committed: '0.00' })).toMatchObject({ over: true });
  });
});
