import type { ErrorDescription } from '../domainError.js';

export const operationsErrors = {
  'notification-confidential': {
    kind: 'conflict',
    title: 'The text of the e-mail was for its reader alone and is not kept',
  },
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
} satisfies Record<string, ErrorDescription>;
