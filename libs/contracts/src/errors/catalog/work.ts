import type { ErrorDescription } from '../domainError.js';

export const workErrors = {
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
  'own-time-entry': { kind: 'conflict', title: 'Somebody else decides on one’s own hours' },
  'hours-exceed-day': { kind: 'conflict', title: 'The person would have more than 24 hours on the day' },
  'budget-node-in-use': { kind: 'conflict', title: 'Nodes or expenses hang on the node' },
} satisfies Record<string, ErrorDescription>;
