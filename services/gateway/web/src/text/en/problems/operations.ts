export const operationsProblems = {
  'problem.notification-confidential':
    'This e-mail was for its reader alone, and its text is not kept. Send the invitation or link again.',
  'problem.after-beyond-head': 'The feed ends before this position.',
  'problem.notification-not-failed': 'Only a failed e-mail can be sent again.',
  'problem.log-in-order': 'The event log is in order: there is nothing to resync.',
  'problem.peers-away': 'Other services cannot be asked what they have seen. Try again later.',
  'problem.dead-letter-resolved': 'The failed message was retried or discarded before.',
  'problem.dead-letter-unreadable': 'The message cannot be read, so it cannot be retried.',
  'problem.notification-not-found': 'This e-mail does not exist, or you have no access to it.',
  'problem.dead-letter-not-found': 'This failed message does not exist.',
} as const;
