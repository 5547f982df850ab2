/**
 * A project has one status of five. Several vocabularies for it are in use; each word of them maps
 * onto exactly one status, and the mapping is part of the API documentation.
 */
export interface StatusWords {
  closure: string | null;
  practice: string | null;
  module: string | null;
  instalments: string | null;
  allows: string;
}

export const projectStatusWords = {
  ACTIVE: {
    closure: 'ACTV',
    practice: 'Active',
    module: 'Active',
    instalments: 'ACTIVE',
    allows: 'everything',
  },
  ON_HOLD: {
    closure: null,
    practice: 'OnHold',
    module: 'On Hold',
    instalments: null,
    allows: 'no time, no expenditure; invoices and receipts go on',
  },
  TECHNICALLY_CLOSED: {
    closure: 'TCLS',
    practice: null,
    module: null,
    instalments: null,
    allows: 'no new expenditure; invoicing, collection and administrative edits go on',
  },
  FINALIZED: {
    closure: 'FINA',
    practice: 'Completed',
    module: 'Completed',
    instalments: 'CLOSED',
    allows: 'read-only; its billing documents are locked',
  },
  CANCELLED: {
    closure: null,
    practice: 'Inactive',
    module: 'Cancelled',
    instalments: 'CANCELED',
    allows:
      'read-only; of billing documents: credit notes, reversals, refunds, payments of invoices that were issued before',
  },
} as const satisfies Record<string, StatusWords>;

/** The mapping as a Markdown table, for the API documentation. */
export function statusWordsTable(): string {
  const cell = (word: string | null) => (word === null ? '–' : `\`${word}\``);
  const rows = Object.entries(projectStatusWords).map(
    ([status, words]) =>
      `| \`${status}\` | ${cell(words.closure)} | ${cell(words.practice)} | ${cell(words.module)} | ${cell(words.instalments)} | ${words.allows} |`,
  );
  return [
    '| status | closure workflow | consulting practice | projects module | instalments | what it allows |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
