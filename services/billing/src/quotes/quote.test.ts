import { describe, expect, it } from '@jest/globals';
import { assertCan, assertDraft, decideBudget, quoteTransitions, type QuoteStatus } from './quote.js';

const quote = (status: QuoteStatus) => ({ id: 'q', number: 'QUO-2026-0001', status });

it.each<[QuoteStatus, string[]]>([
  ['DRAFT', ['send']],
  ['SENT', ['approve', 'decline', 'link']],
  ['APPROVED', ['link']],
  ['DECLINED', []],
])('a quote that is %s allows %j, and nothing else', (status, possible) => {
  for (const { action, to } of quoteTransitions) {
    if (possible.includes(action)) expect(assertCan(quote(status), action)).toBe(to ?? status);
    else expect(() => assertCan(quote(status), action)).toThrow(/transition-not-allowed/);
  }
  if (status === 'DRAFT') expect(() => assertDraft(quote(status))).not.toThrow();
  else expect(() => assertDraft(quote(status))).toThrow(/quote-sent/);
});

describe('the budget of a quote', () => {
  const node = (code: string, parent: string | null, amount: string) => ({
    code,
    parent,
    name: code,
    amount,
  });

  it('is at the currency’s scale, and may give children less or more than their parent', () => {
    const nodes = [node('1', null, '10'), node('1.1', '1', '7.5'), node('1.2', '1', '7.50')];
    expect(decideBudget(nodes, 1000n, 'EUR').map(({ amount }) => amount)).toEqual(['10.00', '7.50', '7.50']);
  });

  it('is at most the quote: its top nodes together', () => {
    const nodes = [node('1', null, '5.00'), node('2', null, '5.01')];
    expect(() => decideBudget(nodes, 1000n, 'EUR')).toThrow(/budget-exceeds-quote: The budget, 10\.01/);
    expect(decideBudget(nodes, 1001n, 'EUR')).toHaveLength(2);
  });

  it('has eight levels and not nine, as a project can have', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, n) => node(`${n}`, n === 0 ? null : `${n - 1}`, '1'));
    expect(decideBudget(chain(8), 1000n, 'EUR')).toHaveLength(8);
    expect(() => decideBudget(chain(9), 1000n, 'EUR')).toThrow(/budget-too-deep: 7 is on level 8/);
  });

  it('names each node once, after its parent', () => {
    expect(() => decideBudget([node('1', null, '1'), node('1', null, '1')], 1000n, 'EUR')).toThrow(
      /budget-node-repeated/,
    );
    for (const nodes of [[node('2', '1', '1'), node('1', null, '1')], [node('1', '1', '1')]])
      expect(() => decideBudget(nodes, 1000n, 'EUR')).toThrow(/budget-node-parent-unknown/);
  });
});
