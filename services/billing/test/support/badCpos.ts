import { newId } from '@closeout/service-kit/db';
import { bad, huge, type BadBody } from './badBody.js';

/** Bodies that are wrong in one place, and which place. */
export const badCpos = (): BadBody[] => [
  ...bad('createCpo', [
    ['no customer', { customerId: undefined }, '/customerId'],
    ['an unknown customer', { customerId: newId() }, '/customerId', 'customer-unknown'],
    ['no number', { number: '' }, '/number'],
    ['a huge number', { number: huge }, '/number'],
    ['an amount of nothing', { amount: 0 }, '/amount'],
    ['an amount beyond the scale', { amount: '1.001' }, '/amount', 'amount-scale'],
    ['an unknown project', { projectId: newId() }, '/projectId', 'project-unknown'],
    ['an unknown quote', { quoteId: newId() }, '/quoteId', 'quote-unknown'],
    ['a budget node without a project', { budgetNodeId: newId() }, '/budgetNodeId'],
    ['a status', { status: 'FINALIZED' }, '/status'],
  ]),
  ...bad('createCpoVersion', [
    ['no amount', { reason: 'x' }, '/amount'],
    ['an amount below nothing', { amount: '-1', reason: 'x' }, '/amount'],
    ['an amount beyond the scale', { amount: '1.001', reason: 'x' }, '/amount', 'amount-scale'],
    ['no reason', { amount: '1' }, '/reason'],
  ]),
  ...bad('linkCpo', [['no project', {}, '/projectId']]),
  ...bad('linkCpo', [['an unknown project', { projectId: newId() }, '/projectId', 'project-unknown']]),
  ...bad('reopenCpo', [['no reason', {}, '/reason']]),
  ...bad('cancelCpo', [['an empty reason', { reason: '' }, '/reason']]),
  ...bad('reportCpoMismatch', [['no reason', {}, '/reason']]),
  ...bad('acceptCpoMismatch', [['a reason that is a number', { reason: 7 }, '/reason']]),
  ...bad('rejectCpoMismatch', [['an unknown field', { reason: 'x', amount: '1' }, '/amount']]),
];
