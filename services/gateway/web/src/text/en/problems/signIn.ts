export const signInProblems = {
  'problem.sign-in-failed': 'E-mail address or password is wrong.',
  'problem.local-sign-in-off': 'Sign in through your organisation’s single sign-on.',
  'problem.refresh-token-invalid': 'Your session has ended. Sign in again.',
  'problem.refresh-token-reused': 'Your session was ended for safety. Sign in again.',
  'problem.too-many-sign-ins': 'Many people are signing in at the moment. Try again shortly.',
  'problem.password-wrong': 'The current password is wrong.',
  'problem.password-guessable':
    'The password is too easy to guess. Use at least ten characters, no common words, and not your name or address.',
  'problem.password-change-required': 'Somebody else chose this password. Choose one of your own.',
  'problem.session-not-found': 'This session has ended already.',
  'problem.no-local-password': 'You sign in through single sign-on and have no password here.',
  'problem.link-not-found': 'This link does not exist.',
  'problem.link-used': 'This link was used before; it works once.',
  'problem.link-expired': 'This link is no longer valid. Ask for a new one.',
  'problem.unauthenticated': 'Your session has ended. Sign in again.',
  'problem.token-invalid': 'Your session has ended. Sign in again.',
  'problem.token-expired': 'Your session has ended. Sign in again.',
  'problem.external-email-taken':
    'Somebody else here has the e-mail address that you sign in with. Ask an administrator.',
} as const;
