import { commonErrors, type ErrorDescription } from './commonErrors.js';

/** The codes of the domain. `…-not-found` is in no table: see `describeError`. */
export const errorCatalog: Record<string, ErrorDescription> = {
  // Any amount, any reference
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
  // Users, sessions, keys
  'sign-in-failed': {
    kind: 'unauthenticated',
    title: 'E-mail or password is wrong, or the user is not active',
  },
  'local-sign-in-off': { kind: 'forbidden', title: 'Sign in with the outside provider' },
  'refresh-token-invalid': { kind: 'unauthenticated', title: 'The refresh token is not valid, or no longer' },
  'refresh-token-reused': {
    kind: 'unauthenticated',
    title: 'The refresh token was used before; the session has been ended',
  },
  'too-many-sign-ins': { kind: 'unavailable', title: 'Too many people are signing in at once; try again' },
  'password-wrong': { kind: 'forbidden', title: 'The present password is wrong' },
  'password-guessable': {
    kind: 'invalid',
    title: 'The password is among the first that are tried',
  },
  'password-change-required': {
    kind: 'forbidden',
    title: 'Somebody else chose the password; send one of your own with the sign-in',
  },
  'second-factor-required': {
    kind: 'unauthenticated',
    title: 'The password is right; `challenge` is for the second step, `methods` say by what',
  },
  'second-factor-setup-required': {
    kind: 'forbidden',
    title: 'A role asks for a second factor; `challenge` lets its owner set one up',
  },
  'second-factor-wrong': {
    kind: 'unauthenticated',
    title: 'The code is wrong, or was used before',
  },
  'challenge-over': {
    kind: 'unauthenticated',
    title: 'The second step took too long or too many tries; begin the sign-in anew',
  },
  'fresh-proof-required': {
    kind: 'forbidden',
    title: 'Show by the password or a factor that it is you (`POST /me/proof`)',
  },
  'code-wrong': { kind: 'forbidden', title: 'The code is wrong, or was used before' },
  'second-factor-missing': { kind: 'conflict', title: 'Recovery codes need a second factor' },
  'second-factor-needed': {
    kind: 'conflict',
    title: 'A role asks for a second factor: set up another one first',
  },
  'authenticator-app-exists': { kind: 'conflict', title: 'Remove the present authenticator app first' },
  'passkey-unknown': { kind: 'unauthenticated', title: 'The passkey is not known here, or no longer' },
  'passkey-refused': { kind: 'invalid', title: 'The passkey was not made for this page and this challenge' },
  'passkey-known': { kind: 'conflict', title: 'The passkey is set up already' },
  'passkey-limit': { kind: 'conflict', title: 'A user has at most ten passkeys' },
  'passkeys-off': { kind: 'conflict', title: 'The public address allows no passkeys' },
  'own-second-factor': { kind: 'conflict', title: 'Remove your own second factors in your account' },
  'session-not-found': { kind: 'not-found', title: 'No such session of yours' },
  'no-local-password': { kind: 'conflict', title: 'The user signs in with the outside provider only' },
  'link-not-found': { kind: 'not-found', title: 'There is no such link' },
  'link-used': { kind: 'conflict', title: 'The link was used before; it works once' },
  'link-expired': {
    kind: 'conflict',
    title: 'The link is too old, or a newer one or a new password ended it',
  },
  'email-not-set-up': { kind: 'conflict', title: 'No e-mails are sent from here: no mail server is set up' },
  'not-invited': { kind: 'conflict', title: 'The user has a password, or another way to sign in, already' },
  'user-invited': { kind: 'conflict', title: 'The user has not accepted the invitation yet' },
  'email-taken': { kind: 'conflict', title: 'Another user has this e-mail address' },
  'last-administrator': { kind: 'conflict', title: 'Somebody must remain who can manage users' },
  'managed-by-provider': { kind: 'conflict', title: 'The outside provider decides on this' },
  'role-key-taken': { kind: 'conflict', title: 'Another role has this key' },
  'role-protected': { kind: 'conflict', title: 'This role cannot be changed' },
  'expiry-in-the-past': { kind: 'invalid', title: 'A new key must expire in the future' },
  'too-many-streams': {
    kind: 'too-many',
    title: 'The caller has as many event streams open as one may have; close one',
  },
  'event-source-forbidden': {
    kind: 'forbidden',
    title: 'The key is limited to the events of other services',
  },
  'notification-confidential': {
    kind: 'conflict',
    title: 'The text of the e-mail was for its reader alone and is not kept',
  },
  // Projects and milestones
  'customer-inactive': { kind: 'conflict', title: 'The customer is not active' },
  'end-before-start': { kind: 'invalid', title: 'The end lies before the start' },
  'unknown-status': { kind: 'invalid', title: 'The word is no status in any of the vocabularies' },
  'transition-not-allowed': {
    kind: 'conflict',
    title: 'The status does not allow this; `allowed` says what it does',
  },
  'project-read-only': { kind: 'conflict', title: 'The project’s status allows no changes' },
  'milestone-exists': {
    kind: 'conflict',
    title: 'A project has at most one advance and one final milestone',
  },
  'milestones-limit': { kind: 'conflict', title: 'The project has as many milestones as there can be' },
  'milestone-linked': { kind: 'conflict', title: 'Documents are linked to the milestone' },
  'label-reserved': { kind: 'invalid', title: 'The label is one that the system gives' },
  'expected-below-received': { kind: 'conflict', title: 'More was received than would be expected' },
  'closure-pending': {
    kind: 'conflict',
    title: 'A financial closure is being decided: what it rests on cannot change',
  },
  // Work in projects
  'project-status-forbids': {
    kind: 'conflict',
    title: 'The project’s status forbids this; `allowed` and `possible` say what it allows',
  },
  'checklist-item-not-found': {
    kind: 'not-found',
    title: 'There is no such line of the checklist, or it is not the caller’s to see',
  },
  'budget-code-taken': { kind: 'conflict', title: 'Another node of the budget has this code' },
  'budget-too-deep': { kind: 'conflict', title: 'The budget has as many levels as there can be' },
  'budget-nodes-limit': { kind: 'conflict', title: 'The budget has as many nodes as there can be' },
  'deliverable-final': { kind: 'conflict', title: 'What is delivered or cancelled never changes again' },
  'deliverable-transition-not-allowed': {
    kind: 'conflict',
    title: 'The deliverable’s status does not allow this; `allowed` says what it does',
  },
  'expense-decided': { kind: 'conflict', title: 'The expense was settled or rejected before' },
  'expense-of-another': { kind: 'forbidden', title: 'Only whoever recorded the expense may change it' },
  'own-version': { kind: 'conflict', title: 'Somebody else decides on a version that one entered' },
  'own-expense': { kind: 'conflict', title: 'Somebody else decides on one’s own expenses' },
  'time-entry-not-found': {
    kind: 'not-found',
    title: 'There is no such time entry, or it is not the caller’s to see',
  },
  'time-entry-of-another': { kind: 'forbidden', title: 'Only their person may change or submit hours' },
  'time-entry-transition-not-allowed': {
    kind: 'conflict',
    title: 'The time entry’s status does not allow this; `allowed` says what it does',
  },
  'time-entry-not-settleable': {
    kind: 'conflict',
    title: 'Only approved billable hours are marked as settled, once, and only marks are taken back',
  },
  'work-not-invoiced': {
    kind: 'conflict',
    title: 'Billable hours are undecided, or neither invoiced nor written off; `hours` says how many',
  },
  'not-assigned': { kind: 'forbidden', title: 'Hours are logged by those who are on the project' },
  'hours-outside-dates': {
    kind: 'conflict',
    title: 'Hours are logged for days that the project’s dates would leave out',
  },
  'outside-project': { kind: 'conflict', title: 'The day lies outside the project’s dates' },
  'effective-date-before-last': {
    kind: 'conflict',
    title: 'A change of status does not take effect before the one before it',
  },
  'own-time-entry': { kind: 'conflict', title: 'Somebody else decides on one’s own hours' },
  'hours-exceed-day': { kind: 'conflict', title: 'The person would have more than 24 hours on the day' },
  'project-in-use': {
    kind: 'conflict',
    title: 'Only a project that has nothing can be deleted; `records` says what it has',
  },
  'deletion-overtaken': {
    kind: 'conflict',
    title: 'The project was changed while it was being deleted',
  },
  'closure-incomplete': {
    kind: 'conflict',
    title: 'Something that the closures need is missing; `missing` says what',
  },
  'closure-pending-items': {
    kind: 'conflict',
    title: 'Something holds the closure up; `pending` says what, and who can clear it',
  },
  'budget-node-in-use': { kind: 'conflict', title: 'Nodes or expenses hang on the node' },
  // Stages and teams
  'stage-unknown': { kind: 'invalid', title: 'The body names a stage that the project does not have' },
  'stage-blocked': { kind: 'conflict', title: 'Stages that it depends on are not complete: `blockedBy`' },
  'stage-cycle': { kind: 'conflict', title: 'The stages would wait for each other in a circle: `cycle`' },
  'stage-in-use': { kind: 'conflict', title: 'Milestones are tied to the stage, or stages depend on it' },
  'stages-limit': { kind: 'conflict', title: 'The project has as many stages as there can be' },
  'user-unknown': { kind: 'invalid', title: 'The body names a user that does not exist' },
  'user-inactive': { kind: 'conflict', title: 'The user is not active' },
  'member-not-found': { kind: 'not-found', title: 'The user is not on the team' },
  'member-not-cleared': {
    kind: 'conflict',
    title: 'The customer’s security level is above the user’s clearance',
  },
  'member-repeated': { kind: 'invalid', title: 'The same user twice' },
  'team-limit': { kind: 'conflict', title: 'The team has as many members as there can be' },
  // Billing
  'vat-number-taken': { kind: 'conflict', title: 'Another customer has this VAT number' },
  'cpo-unknown': { kind: 'invalid', title: 'The body names a purchase order that does not exist' },
  'quote-unknown': { kind: 'invalid', title: 'The body names a quote that does not exist' },
  'cpo-number-taken': { kind: 'conflict', title: 'The customer already has an order with this number' },
  'cpo-not-open': { kind: 'conflict', title: 'Nothing more is invoiced against this order' },
  'cpo-invoiced': { kind: 'conflict', title: 'Something was invoiced against the order' },
  'cpo-without-project': {
    kind: 'conflict',
    title: 'The project that the order’s quote becomes is not there yet',
  },
  'quote-sent': { kind: 'conflict', title: 'A quote that was sent never changes' },
  'nothing-to-quote': { kind: 'conflict', title: 'A quote over nothing is not sent' },
  'budget-node-repeated': { kind: 'invalid', title: 'Two budget nodes have the same code' },
  'budget-node-parent-unknown': {
    kind: 'invalid',
    title: 'A budget node’s parent must come before it',
  },
  'budget-exceeds-quote': { kind: 'invalid', title: 'The budget is larger than the quote' },
  'text-not-printable': {
    kind: 'invalid',
    title: 'A text of the document holds a character that no font has; `errors` names each place',
  },
  'document-issued': { kind: 'conflict', title: 'An issued document never changes' },
  'document-not-issued': { kind: 'conflict', title: 'The document is a draft' },
  'nothing-to-invoice': { kind: 'conflict', title: 'The invoice has no lines, or nothing to pay' },
  'seller-missing': {
    kind: 'conflict',
    title: 'No company is named that documents are issued for',
  },
  'issue-date-before-last': { kind: 'conflict', title: 'The series has a document with a later date' },
  'period-closed': {
    kind: 'conflict',
    title: 'Nothing is dated on or before the day through which the journal is locked, `through`',
  },
  'lock-in-future': { kind: 'invalid', title: 'The journal is locked through today at the latest' },
  'issue-date-in-future': { kind: 'invalid', title: 'A document is issued today or earlier' },
  'allocation-mismatch': {
    kind: 'conflict',
    title: 'Documents, project and milestone do not belong together',
  },
  'allocation-repeated': { kind: 'invalid', title: 'The same invoice twice' },
  'allocation-exceeds-receipt': { kind: 'conflict', title: 'More would be allocated than was received' },
  'allocation-exceeds-due': { kind: 'conflict', title: 'More would be allocated than is due' },
  'milestone-not-invoiceable': { kind: 'conflict', title: 'Nothing can be invoiced for the milestone' },
  'project-locked': { kind: 'conflict', title: 'The project is closed: its billing documents are locked' },
  'receipt-reversed': { kind: 'conflict', title: 'The receipt was reversed' },
  'receipt-refunded': {
    kind: 'conflict',
    title: 'Money of the receipt was paid back: it cannot have bounced',
  },
  'refund-exceeds-receipt': {
    kind: 'conflict',
    title: 'More would be paid back than is left of the receipt',
  },
  'refund-before-payment': { kind: 'invalid', title: 'The money would go back before it came' },
  'release-exceeds-project': {
    kind: 'conflict',
    title: 'More would be moved than is left of the receipt for its project',
  },
  'credit-exceeds-invoice': { kind: 'conflict', title: 'More would be credited than was invoiced' },
  'line-repeated': { kind: 'invalid', title: 'The same line twice' },
  'line-unknown': { kind: 'invalid', title: 'The invoice has no such line' },
  // Operations
  'after-beyond-head': {
    kind: 'conflict',
    title: 'The feed ends before this position; `head` says where',
  },
  'notification-not-failed': { kind: 'conflict', title: 'Only a failed e-mail can be sent again' },
  'log-in-order': { kind: 'conflict', title: 'There is nothing to resync' },
  'peers-away': { kind: 'conflict', title: 'Services cannot be asked what they have seen: `peers`' },
  'dead-letter-resolved': { kind: 'conflict', title: 'The dead letter was replayed or discarded before' },
  'dead-letter-unreadable': {
    kind: 'conflict',
    title: 'The message cannot be read, so it cannot be replayed',
  },
};

/** Whether the code has a description of its own, and not only one that is made up for it. */
export function isDocumented(code: string): boolean {
  return code in commonErrors || code in errorCatalog || code.endsWith('-not-found');
}

/**
 * The description of any code. `customer-not-found` is a 404 where the path names the customer, and a
 * 400 where the body does.
 */
export function describeError(code: string, path?: string): ErrorDescription {
  const description = commonErrors[code] ?? errorCatalog[code];
  if (description) return description;
  if (!code.endsWith('-not-found')) return { kind: 'conflict', title: 'The present state forbids it' };
  const noun = code.slice(0, -'-not-found'.length);
  if (path !== undefined && !path.includes(`/${noun}s/{`)) {
    return { kind: 'invalid', title: `The body names a ${noun.replaceAll('-', ' ')} that does not exist` };
  }
  return {
    kind: 'not-found',
    title: `There is no such ${noun.replaceAll('-', ' ')}, or it is not the caller’s to see`,
  };
}
