import { expect, it } from '@jest/globals';
import { emptyQuote, isQuoteField, quoteInput, quotePatch } from './quoteForm.js';

const quote = {
  ...emptyQuote('c'),
  title: 'Server',
  lines: [
    { key: '1', description: 'Work', quantity: '2', unitPrice: '10', taxRate: '', priceIncludesTax: false },
  ],
  budgetNodes: [{ key: 'a', code: '1', parent: '', name: 'All', amount: '' }],
};

it('what is empty is nothing, or zero where a figure is meant', () => {
  expect(quoteInput(quote)).toMatchObject({
    projectManagerId: null,
    legalEntityId: null,
    lines: [{ taxRate: '0', priceIncludesTax: false }],
    budgetNodes: [{ code: '1', parent: null, amount: '0' }],
  });
});

it('only what differs is sent', () => {
  expect(quotePatch(quote, { ...quote, title: 'Two servers' })).toEqual({ title: 'Two servers' });
  expect(quotePatch(quote, { ...quote, lines: [...quote.lines] })).toEqual({});
});

it('a refusal is shown at its field', () => {
  expect(['lines.0.unitPrice', 'budgetNodes.2.code', 'budgetNodes', 'lines'].map(isQuoteField)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
