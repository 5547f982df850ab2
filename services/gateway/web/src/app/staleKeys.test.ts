import { expect, it } from '@jest/globals';
import { staleKeys } from './staleKeys.js';

it('what belongs to a project makes that project and the lists old, and no other project', () => {
  const hint = { type: 'projects.stage-updated.v1', subject: 's1', projectId: 'p1' };
  expect(staleKeys(hint)).toEqual([['projects', 'one', 'p1'], ['projects', 'list'], ['dashboard']]);
  expect(staleKeys({ type: 'projects.project-created.v1', subject: 'p2' })).toContainEqual([
    'projects',
    'one',
    'p2',
  ]);
});

it('drafts go with the milestone that they are for', () => {
  const hint = { type: 'projects.milestone-updated.v1', subject: 'm1', projectId: 'p1' };
  expect(staleKeys(hint)).toContainEqual(['invoices']);
});

it('a receipt changes what invoices say about their payment', () => {
  const hint = { type: 'billing.receipt-issued.v1', subject: 'r1', projectId: 'p1' };
  expect(staleKeys(hint)).toContainEqual(['invoices']);
  expect(staleKeys(hint)).toContainEqual(['projects', 'one', 'p1']);
});

it('a customer’s new name is in the lists of projects too', () => {
  expect(staleKeys({ type: 'billing.customer-updated.v1', subject: 'c1', customerId: 'c1' })).toEqual([
    ['customers'],
    ['projects', 'list'],
  ]);
});

it('what no page shows changes nothing', () => {
  expect(staleKeys({ type: 'gateway.key-rotated.v1', subject: 'k' })).toEqual([]);
});
