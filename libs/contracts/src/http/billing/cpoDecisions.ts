import { z } from 'zod';
import { defineOperation } from '../operation.js';
import { cpoAction, CpoDifference, ofCpos, stateErrors, VersionParams } from './cpo.js';
import { PositiveAmountInput } from './documents.js';
import { OptionalReason, ReasonText, RequiredReason } from './reasons.js';

const versionAction = { ...cpoAction, params: VersionParams } as const;
const direction = { permission: 'cpos.direction' } as const;

export const createCpoVersion = defineOperation({
  ...cpoAction,
  id: 'createCpoVersion',
  record: 'purchase-order',
  path: '/cpos/{id}/versions',
  summary: 'The customer changed the order: a new version, which waits for direction before it counts',
  access: { permission: 'cpos.manage' },
  body: z.strictObject({ amount: PositiveAmountInput, reason: ReasonText }),
  status: 201,
  errors: [...stateErrors, 'amount-scale'],
  examples: [{ summary: 'A larger order', request: { amount: '9000.00', reason: 'A second server' } }],
});

export const approveCpoVersion = defineOperation({
  ...versionAction,
  id: 'approveCpoVersion',
  record: 'purchase-order',
  path: '/cpos/{id}/versions/{no}/approve',
  summary: 'Direction approves a version: its amount counts from now on',
  access: direction,
  body: OptionalReason,
  errors: [...stateErrors, 'version-not-found', 'own-version'],
});

export const rejectCpoVersion = defineOperation({
  ...versionAction,
  id: 'rejectCpoVersion',
  record: 'purchase-order',
  path: '/cpos/{id}/versions/{no}/reject',
  summary: 'Direction rejects a version: the amount stays what it was',
  access: direction,
  body: OptionalReason,
  errors: [...stateErrors, 'version-not-found', 'own-version'],
  examples: [{ summary: 'With a reason', request: { reason: 'Not agreed with the project manager' } }],
});

export const diffCpoVersions = defineOperation({
  ...ofCpos,
  id: 'diffCpoVersions',
  method: 'get',
  path: '/cpos/{id}/versions/{no}/diff',
  summary: 'How a version differs from another: by default from the one before it',
  access: { permission: 'cpos.view' },
  params: VersionParams,
  query: z.strictObject({ against: z.coerce.number().int().min(1).max(1_000_000).optional() }),
  status: 200,
  answer: CpoDifference,
  errors: ['cpo-not-found', 'version-not-found'],
});

export const reportCpoMismatch = defineOperation({
  ...cpoAction,
  id: 'reportCpoMismatch',
  record: 'purchase-order',
  path: '/cpos/{id}/mismatch/report',
  summary: 'Report a mismatch to direction',
  access: { anyOf: ['cpos.manage', 'projects.finance_closure'] },
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'A discount', request: { reason: 'The customer paid less, see the letter' } }],
});

export const acceptCpoMismatch = defineOperation({
  ...cpoAction,
  id: 'acceptCpoMismatch',
  record: 'purchase-order',
  path: '/cpos/{id}/mismatch/accept',
  summary: 'Direction accepts a mismatch: the order counts as what was invoiced',
  description:
    'It stands until ordered or invoiced change, or money goes back; then the mismatch is found anew.',
  access: direction,
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'Agreed', request: { reason: 'A discount that was agreed' } }],
});

export const rejectCpoMismatch = defineOperation({
  ...cpoAction,
  id: 'rejectCpoMismatch',
  record: 'purchase-order',
  path: '/cpos/{id}/mismatch/reject',
  summary: 'Direction rejects a mismatch: the order is open again, to be corrected',
  access: direction,
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'Not agreed', request: { reason: 'The rest is to be invoiced' } }],
});
