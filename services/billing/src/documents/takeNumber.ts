import { conflict, dayOf, invalid } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';

export type SeriesKind = 'INV' | 'CRN' | 'REC' | 'REV' | 'RFD' | 'QUO';

export interface NumberRequest {
  legalEntity: string;
  kind: SeriesKind;
  /** Given by the caller, or today. */
  issueDate: string;
  explicit: boolean;
}

/**
 * The first part of every statement that issues a document ($1 to $5: `numberValues`): takes the next number of the series of
 * legal entity, kind and year. All else of the issue happens in the same statement or before it, so that the series' row, which
 * everyone who issues waits for, is held as shortly as can be; and the number goes back when the transaction does.
 *
 * A date that the caller gave and that is before the series' last takes no number: `taken` is empty. Today never is: where
 * another replica's clock is already in tomorrow, the document is dated tomorrow.
 */
export const takenCte = `
  taken AS (
    INSERT INTO number_series AS series (legal_entity, kind, year, last_no, last_date)
    VALUES ($1::text, $2::text, $3::int, 1, $4::date)
    ON CONFLICT (legal_entity, kind, year) DO UPDATE
      SET last_no = series.last_no + 1, last_date = greatest(series.last_date, excluded.last_date)
      WHERE NOT $5::boolean OR series.last_date <= excluded.last_date
    RETURNING last_date AS issue_date,
      kind || '-' || year || '-' || lpad(last_no::text, greatest(4, length(last_no::text)), '0') AS number
  )`;

export function numberValues(request: NumberRequest): unknown[] {
  const year = Number(request.issueDate.slice(0, 4));
  return [request.legalEntity, request.kind, year, request.issueDate, request.explicit];
}

/** @throws DomainError `issue-date-in-future` (invalid) */
export function chooseIssueDate(
  wanted: string | undefined,
  now: Date,
): { issueDate: string; explicit: boolean } {
  const today = dayOf(now);
  if (wanted === undefined) return { issueDate: today, explicit: false };
  if (wanted > today) {
    const detail = `${wanted} is in the future; today is ${today} (UTC).`;
    throw invalid('issue-date-in-future', detail, [
      { pointer: '/issueDate', code: 'issue-date-in-future', detail },
    ]);
  }
  return { issueDate: wanted, explicit: true };
}

/** Why no number was taken. */
export async function issueDateBeforeLast(tx: Tx, request: NumberRequest): Promise<Error> {
  const [series] = await tx.query<{ lastDate: string }>(
    'SELECT last_date AS "lastDate" FROM number_series WHERE legal_entity = $1 AND kind = $2 AND year = $3',
    numberValues(request).slice(0, 3),
  );
  const lastDate = series?.lastDate;
  return conflict(
    'issue-date-before-last',
    `The last document of this series was issued on ${lastDate}; numbers follow dates.`,
    {
      lastDate,
    },
  );
}
