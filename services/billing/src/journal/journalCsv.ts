import type { JournalLine } from '@closeout/contracts/http/billing';

const columns = [
  'no',
  'id',
  'entryId',
  'date',
  'valueDate',
  'documentKind',
  'documentId',
  'documentNumber',
  'account',
  'debit',
  'credit',
  'currency',
  'taxRate',
  'customerId',
  'projectId',
  'milestoneId',
  'receiptId',
  'receiptNumber',
  'invoiceId',
  'invoiceNumber',
  'creditNoteId',
  'creditNoteNumber',
  'refundId',
  'refundNumber',
  'eventId',
  'feedPosition',
] as const satisfies readonly (keyof JournalLine)[];

/** RFC 4180: a header, CRLF after each line, quotes where a field needs them. */
export const csvHeader = `${columns.join(',')}\r\n`;

export function csvLines(lines: readonly JournalLine[]): string {
  return lines.map((line) => `${columns.map((column) => field(line[column])).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
