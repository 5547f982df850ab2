import type { ErrorDescription } from '../domainError.js';

export const sharedErrors = {
  'amount-scale': { kind: 'invalid', title: 'The amount has more decimals than its currency' },
  'amount-too-large': { kind: 'invalid', title: 'The amount is larger than can be kept' },
  'date-in-future': { kind: 'invalid', title: 'What happened is dated tomorrow (UTC) at the latest' },
  'currency-mismatch': { kind: 'conflict', title: 'The two have different currencies' },
  'clearance-too-low': { kind: 'forbidden', title: 'The security level is above the caller’s own clearance' },
  'customer-unknown': { kind: 'invalid', title: 'The body names a customer that does not exist' },
  'project-unknown': { kind: 'invalid', title: 'The body names a project that does not exist' },
  'milestone-unknown': { kind: 'invalid', title: 'The body names a milestone that does not exist' },
  'budget-node-unknown': { kind: 'invalid', title: 'The body names a budget node that does not exist' },
  'invoice-unknown': { kind: 'invalid', title: 'The body names an invoice that does not exist' },
  'role-unknown': { kind: 'invalid', title: 'The body names a role that does not exist' },
} satisfies Record<string, ErrorDescription>;
