import type { JournalLine } from '@closeout/contracts';

const columns = [
  'id',
  'entryId',
  'date',
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
] as const satisfies readonly (keyof JournalLine)[];

/** RFC 4180: a header, CRLF after each line, quotes where a field needs them. */
export const csvHeader = `${columns.join(',')}\r\n`;

export function csvLines(lines: readonly JournalLine[]): string {
  return lines.map((line) => `${columns.map((column) => field(line[column])).join(',')}\r\n`).join('');
}

function field(value: string | null): string {
  if (value === null) return '';
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
