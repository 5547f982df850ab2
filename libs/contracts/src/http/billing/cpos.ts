import { z } from 'zod';
import { Id, page, PageQuery } from '../../fields.js';
import { defineOperation } from '../operation.js';
import {
  Cpo,
  cpoAction,
  CpoChange,
  CpoStatus,
  CreateCpoBody,
  MismatchStatus,
  ofCpos,
  stateErrors,
} from './cpo.js';
import { IdParams } from './documents.js';
import { RequiredReason } from './reasons.js';

const manage = { permission: 'cpos.manage' } as const;
const linkErrors = [
  'project-unknown',
  'allocation-mismatch',
  'currency-mismatch',
  'service-unavailable',
] as const;
const customerId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21';
const projectId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31';

export const createCpo = defineOperation({
  ...ofCpos,
  id: 'createCpo',
  record: 'purchase-order',
  method: 'post',
  path: '/cpos',
  summary: 'Enter a customer’s purchase order',
  description:
    'Its first version counts at once. Entered against a quote that was sent, it approves the quote (which needs ' +
    '`quotes.manage` too), and the project creates itself. A customer has each number once, cancelled orders aside.',
  access: manage,
  body: CreateCpoBody,
  status: 201,
  answer: Cpo,
  errors: [
    ...linkErrors,
    'customer-unknown',
    'quote-unknown',
    'budget-node-unknown',
    'cpo-number-taken',
    'amount-scale',
    'transition-not-allowed',
    'project-locked',
  ],
  examples: [
    {
      summary: 'An order for a project that is under way',
      request: { customerId, number: 'PO-4711', amount: '8000.00', currency: 'EUR', projectId },
    },
  ],
});

export const getCpo = defineOperation({
  ...ofCpos,
  id: 'getCpo',
  method: 'get',
  path: '/cpos/{id}',
  summary: 'One purchase order, its versions, its mismatch, and what is drawn on it',
  access: { permission: 'cpos.view' },
  params: IdParams,
  status: 200,
  answer: Cpo,
  errors: ['cpo-not-found'],
});

export const listCpos = defineOperation({
  ...ofCpos,
  id: 'listCpos',
  method: 'get',
  path: '/cpos',
  summary: 'Search and list purchase orders, the newest first',
  description: '`q` finds a part of the number, and of the customer’s name, e-mail, phone or VAT number.',
  access: { permission: 'cpos.view' },
  query: PageQuery.extend({
    status: CpoStatus.optional(),
    customerId: Id.optional(),
    projectId: Id.optional(),
    mismatch: MismatchStatus.optional(),
  }),
  status: 200,
  answer: page(Cpo),
  errors: ['bad-cursor'],
});

export const listCpoHistory = defineOperation({
  ...ofCpos,
  id: 'listCpoHistory',
  method: 'get',
  path: '/cpos/{id}/history',
  summary: 'What happened to an order, the latest first',
  access: { permission: 'cpos.view' },
  params: IdParams,
  query: PageQuery.omit({ q: true }),
  status: 200,
  answer: page(CpoChange),
  errors: ['cpo-not-found', 'bad-cursor'],
});

export const finalizeCpo = defineOperation({
  ...cpoAction,
  id: 'finalizeCpo',
  record: 'purchase-order',
  path: '/cpos/{id}/finalize',
  summary: 'The order is worked off: nothing more is invoiced against it',
  description:
    'Ordered, invoiced and received are compared now and whenever they change; where they differ, `mismatch` says how.',
  access: manage,
  errors: stateErrors,
});

export const linkCpo = defineOperation({
  ...cpoAction,
  id: 'linkCpo',
  record: 'purchase-order',
  path: '/cpos/{id}/link',
  summary: 'Link an order to its project',
  access: manage,
  body: z.strictObject({ projectId: Id }),
  errors: [...stateErrors, ...linkErrors, 'cpo-invoiced'],
  examples: [{ summary: 'The project was created by hand', request: { projectId } }],
});

export const reopenCpo = defineOperation({
  ...cpoAction,
  id: 'reopenCpo',
  record: 'purchase-order',
  path: '/cpos/{id}/reopen',
  summary: 'Reopen a finalized order; what was decided on its mismatch no longer stands',
  access: manage,
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'More to invoice', request: { reason: 'One invoice was forgotten' } }],
});

export const cancelCpo = defineOperation({
  ...cpoAction,
  id: 'cancelCpo',
  record: 'purchase-order',
  path: '/cpos/{id}/cancel',
  summary: 'The customer withdrew the order; its number may be used again',
  access: manage,
  body: RequiredReason,
  errors: [...stateErrors, 'cpo-invoiced'],
  examples: [{ summary: 'Withdrawn', request: { reason: 'The customer bought elsewhere' } }],
});
