import type { ErrorDescription } from '../domainError.js';

export const projectErrors = {
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
  'project-status-forbids': {
    kind: 'conflict',
    title: 'The project’s status forbids this; `allowed` and `possible` say what it allows',
  },
  'effective-date-before-last': {
    kind: 'conflict',
    title: 'A change of status does not take effect before the one before it',
  },
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
} satisfies Record<string, ErrorDescription>;
