import { newId } from '@closeout/service-kit/db';
import { bad, huge, line, whole, type BadBody } from './badBody.js';

const node = (more: object = {}) => ({ code: '1', name: 'Node', amount: '1.00', ...more });

/** Bodies that are wrong in one place, and which place. */
export const badQuotes = (): BadBody[] => [
  ...bad('createQuote', [
    ['no customer', { customerId: undefined }, '/customerId'],
    ['an unknown customer', { customerId: newId() }, '/customerId', 'customer-unknown'],
    ['no title', { title: ' ' }, '/title'],
    ['a title of two lines', { title: 'a\nb' }, '/title'],
    ['a huge title', { title: huge }, '/title'],
    ['no currency', { currency: undefined }, '/currency'],
    ['no line', { lines: [] }, '/lines'],
    ['a line of nothing', { lines: [line({ quantity: 0 })] }, '/lines/0/quantity'],
    ['budget nodes that are no list', { budgetNodes: {} }, '/budgetNodes'],
    ['too many budget nodes', { budgetNodes: Array(501).fill(node()) }, '/budgetNodes'],
    ['a node without a code', { budgetNodes: [node({ code: '' })] }, '/budgetNodes/0/code'],
    ['a node below nothing', { budgetNodes: [node({ amount: '-1' })] }, '/budgetNodes/0/amount'],
    ['an unknown field of a node', { budgetNodes: [node({ id: newId() })] }, '/budgetNodes/0/id'],
    [
      'two nodes of one code',
      { budgetNodes: [node(), node()] },
      '/budgetNodes/1/code',
      'budget-node-repeated',
    ],
    [
      'a parent that is not there',
      { budgetNodes: [node({ parent: '0' })] },
      '/budgetNodes/0/parent',
      'budget-node-parent-unknown',
    ],
    [
      'a budget beyond the quote',
      { budgetNodes: [node({ amount: '10.01' })] },
      '/budgetNodes',
      'budget-exceeds-quote',
    ],
    ['a manager that is no id', { projectManagerId: 'me' }, '/projectManagerId'],
    ['a number of one’s own', { number: 'QUO-2026-0001' }, '/number'],
    ['a list', whole([]), ''],
  ]),
  ...bad('updateQuote', [
    ['nothing to change', {}, ''],
    ['no title at all', { title: null }, '/title'],
    ['a status', { status: 'SENT' }, '/status'],
    ['another unknown customer', { customerId: newId() }, '/customerId', 'customer-unknown'],
  ]),
  ...bad('approveQuote', [
    ['no number', { amount: '1' }, '/cpoNumber'],
    ['an empty number', { cpoNumber: ' ', amount: '1' }, '/cpoNumber'],
    ['an order of nothing', { cpoNumber: 'PO', amount: '0' }, '/amount'],
    ['an amount beyond the scale', { cpoNumber: 'PO', amount: '1.001' }, '/amount', 'amount-scale'],
  ]),
  ...bad('declineQuote', [['a reason of nothing', { reason: ' ' }, '/reason']]),
  ...bad('linkQuote', [['no project', {}, '/projectId']]),
];
