import { expect, it } from '@jest/globals';
import {
  agreedLine,
  atRate,
  draftInput,
  draftPatch,
  draftValues,
  emptyDraft,
  emptyLine,
  isDraftField,
  mergeDraft,
  priceDraft,
  type DraftValues,
} from './draftForm.js';

const hours = { ...emptyLine('1', '19'), description: 'Hours', quantity: '7.5', unitPrice: '120.00' };
const draft: DraftValues = { ...emptyDraft, customerId: 'c', lines: [hours] };
const forMilestone: DraftValues = {
  ...draft,
  projectId: 'p',
  milestoneId: 'm',
  agreed: '1000.02',
  taxRate: '19',
};

it('a milestone’s amount is asked for as such, lines as they were typed', () => {
  expect(draftInput(forMilestone, true)).toEqual({
    customerId: 'c',
    currency: 'EUR',
    projectId: 'p',
    milestoneId: 'm',
    cpoId: null,
    dueDate: null,
    taxRate: '19',
  });
  expect(draftInput(draft, false)).toMatchObject({
    lines: [
      { description: 'Hours', quantity: '7.5', unitPrice: '120.00', taxRate: '19', priceIncludesTax: false },
    ],
  });
  expect(draftInput(draft, false)).not.toHaveProperty('cpoId');
});

it('only what was changed is sent', () => {
  expect(draftPatch(draft, { ...draft, lines: [{ ...hours, key: '9', unitPrice: '120' }] })).toBeNull();
  expect(draftPatch(draft, { ...draft, dueDate: '2026-04-01' })).toEqual({ dueDate: '2026-04-01' });
  expect(draftPatch(forMilestone, { ...forMilestone, taxRate: '7' })).toEqual({ taxRate: '7' });
  expect(draftPatch(forMilestone, { ...forMilestone, milestoneId: '', agreed: '' })).toEqual({
    customerId: 'c',
    currency: 'EUR',
    projectId: 'p',
    milestoneId: null,
    cpoId: null,
    lines: [
      { description: 'Hours', quantity: '7.5', unitPrice: '120.00', taxRate: '19', priceIncludesTax: false },
    ],
  });
});

it('what was typed outlives a colleague’s change, and the colleague’s change what was not typed', () => {
  const typed = { ...draft, dueDate: '2026-04-01' };
  const newer = { ...draft, dueDate: '2026-05-01', lines: [{ ...hours, quantity: '8' }] };
  const merged = mergeDraft(draft, typed, newer);
  expect(merged).toMatchObject({ dueDate: '2026-04-01', lines: [{ quantity: '8' }] });
  expect(draftPatch(newer, merged)).toEqual({ dueDate: '2026-04-01' });
});

it('a draft for a milestone is known by its one line, and keeps its words', () => {
  const line = { no: 1, description: 'Advance', quantity: '1', unitPrice: '1000.02', taxRate: '19' };
  const invoice = {
    customerId: 'c',
    currency: 'EUR',
    projectId: 'p',
    milestoneId: 'm',
    cpoId: null,
    dueDate: null,
    lines: [{ ...line, priceIncludesTax: true, net: '840.35' }],
    taxes: [{ taxRate: '19', taxable: '840.35', tax: '159.67' }],
    totals: { net: '840.35', tax: '159.67', gross: '1000.02' },
  } as unknown as Parameters<typeof draftValues>[0];
  const values = draftValues(invoice);
  expect(values).toMatchObject({ agreed: '1000.02', agreedText: 'Advance', taxRate: '19' });
  expect(priceDraft(values, 2)).toMatchObject({ net: '840.35', tax: '159.67', gross: '1000.02' });
  // Another rate leaves the words and the amount as they are; the agreed amount taken anew is the API's to say.
  const asked = { quantity: '1', unitPrice: '1000.02', priceIncludesTax: true };
  expect(draftPatch(values, { ...values, taxRate: '7' })).toEqual({
    lines: [{ ...asked, description: 'Advance', taxRate: '7' }],
  });
  expect(draftPatch(values, { ...values, agreed: '1200.00', agreedText: '' })).toEqual({ taxRate: '19' });
  const own = {
    ...values,
    agreed: '',
    agreedText: '',
    lines: [agreedLine({ ...values, agreedText: 'Mine' })],
  };
  expect(draftPatch(values, own)).toEqual({ lines: [{ ...asked, description: 'Mine', taxRate: '19' }] });
  expect(draftValues({ ...invoice, milestoneId: null })).toMatchObject({ agreed: '' });
});

it('what is not written yet takes another rate, what is written keeps its own', () => {
  expect(atRate(emptyDraft, '19').lines).toMatchObject([{ taxRate: '19' }]);
  expect(atRate(draft, '7')).toEqual({ taxRate: '7' });
});

it('errors stand at fields of lines', () => {
  expect(isDraftField('lines.0.unitPrice')).toBe(true);
  expect(isDraftField('dueDate')).toBe(true);
  expect(isDraftField('lines')).toBe(false);
});
