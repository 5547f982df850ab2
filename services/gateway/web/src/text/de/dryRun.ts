import type { dryRun as english } from '../en/dryRun.js';

export const dryRun: Record<keyof typeof english, string> = {
  'dryRun.title': 'Was geschehen wird',
  'dryRun.nothing': 'Sonst folgt nichts.',
  'dryRun.document': '{kind} {number} über {amount}',
  'dryRun.emails_one': '{count} E-Mail wird verschickt',
  'dryRun.emails_other': '{count} E-Mails werden verschickt',
  'dryRun.emails.unknown': 'Welche E-Mails verschickt werden, lässt sich gerade nicht sagen.',
};
