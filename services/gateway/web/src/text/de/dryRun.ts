import type { dryRun as english } from '../en/dryRun.js';

export const dryRun: Record<keyof typeof english, string> = {
  'dryRun.title': 'Was dadurch geschieht',
  'dryRun.nothing': 'Weiter geschieht nichts.',
  'dryRun.document': '{kind} {number} über {amount}',
  'dryRun.emails_one': '{count} E-Mail wird verschickt',
  'dryRun.emails_other': '{count} E-Mails werden verschickt',
  'dryRun.emails.unknown': 'Welche E-Mails verschickt werden, lässt sich gerade nicht sagen.',
  'dryRun.openInvoices_one': '{count} Rechnung bleibt offen:',
  'dryRun.openInvoices_other': '{count} Rechnungen bleiben offen:',
  'dryRun.openInvoices.due': '{number} ({amount} offen)',
  'dryRun.openInvoices.unknown': 'Welche Rechnungen offen bleiben, lässt sich gerade nicht sagen.',
  'dryRun.rejected.hours_one':
    '{count} Stundeneintrag, über den niemand entschieden hat, wird mit dieser Begründung abgelehnt',
  'dryRun.rejected.hours_other':
    '{count} Stundeneinträge, über die niemand entschieden hat, werden mit dieser Begründung abgelehnt',
  'dryRun.rejected.expenses_one':
    '{count} Ausgabe, über die niemand entschieden hat, wird mit dieser Begründung abgelehnt',
  'dryRun.rejected.expenses_other':
    '{count} Ausgaben, über die niemand entschieden hat, werden mit dieser Begründung abgelehnt',
  'dryRun.statusOf': '{kind}: {change}',
  'dryRun.journal': 'Buchungszeilen',
  'dryRun.account': 'Konto',
  'dryRun.debit': 'Soll',
  'dryRun.credit': 'Haben',
  'account.BANK': 'Bank',
  'account.RECEIVABLE': 'Forderungen',
  'account.CUSTOMER_ADVANCES': 'Erhaltene Anzahlungen',
  'account.REVENUE': 'Erlöse',
  'account.VAT': 'Umsatzsteuer',
};
