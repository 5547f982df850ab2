export const dryRun = {
  'dryRun.title': 'What will happen',
  'dryRun.nothing': 'Nothing else follows.',
  'dryRun.document': '{kind} {number} over {amount}',
  'dryRun.emails_one': '{count} e-mail is sent',
  'dryRun.emails_other': '{count} e-mails are sent',
  'dryRun.emails.unknown': 'Which e-mails are sent cannot be said at the moment.',
} as const;
