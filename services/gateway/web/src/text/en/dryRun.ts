export const dryRun = {
  'dryRun.title': 'What will happen',
  'dryRun.nothing': 'Nothing else follows.',
  'dryRun.document': '{kind} {number} over {amount}',
  'dryRun.emails_one': '{count} e-mail is sent',
  'dryRun.emails_other': '{count} e-mails are sent',
  'dryRun.emails.unknown': 'Which e-mails are sent cannot be said at the moment.',
  'dryRun.openInvoices_one': '{count} invoice stays open:',
  'dryRun.openInvoices_other': '{count} invoices stay open:',
  'dryRun.openInvoices.due': '{number} ({amount} due)',
  'dryRun.openInvoices.unknown': 'Which invoices stay open cannot be said at the moment.',
  'dryRun.rejected.hours_one':
    '{count} entry of hours that nobody has decided on is rejected, with this reason',
  'dryRun.rejected.hours_other':
    '{count} entries of hours that nobody has decided on are rejected, with this reason',
  'dryRun.rejected.expenses_one': '{count} expense that nobody has decided on is rejected, with this reason',
  'dryRun.rejected.expenses_other':
    '{count} expenses that nobody has decided on are rejected, with this reason',
  'dryRun.statusOf': '{kind}: {change}',
  'dryRun.journal': 'Journal lines',
  'dryRun.account': 'Account',
  'dryRun.debit': 'Debit',
  'dryRun.credit': 'Credit',
  'account.BANK': 'Bank',
  'account.RECEIVABLE': 'Receivables',
  'account.CUSTOMER_ADVANCES': 'Customer advances',
  'account.REVENUE': 'Revenue',
  'account.VAT': 'VAT',
} as const;
