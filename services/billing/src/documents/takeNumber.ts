import { conflict, invalid } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';
import { findLock, periodClosed } from '../journal/lock.js';
import { ChangedMeanwhile } from './changedMeanwhile.js';

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

/** @param today the seller's @throws DomainError `issue-date-in-future` (invalid) */
export function chooseIssueDate(
  wanted: string | undefined,
  today: string,
): { issueDate: string; explicit: boolean } {
  if (wanted === undefined) return { issueDate: today, explicit: false };
  if (wanted > today) {
    const detail = `${wanted} is in the future; today is ${today}.`;
    throw invalid('issue-date-in-future', detail, [
      { pointer: '/issueDate', code: 'issue-date-in-future', detail },
    ]);
  }
  return { issueDate: wanted, explicit: true };
}

/** Why nothing was issued: the period is locked, or the series has a later date. */
export async function whyNotIssued(tx: Tx, request: NumberRequest): Promise<Error> {
  const why = await whyNotPosted(tx, request.issueDate);
  if (!(why instanceof ChangedMeanwhile && request.explicit)) return why;
  const [series] = await tx.query<{ lastDate: string }>(
    'SELECT last_date AS "lastDate" FROM number_series WHERE legal_entity = $1 AND kind = $2 AND year = $3',
    numberValues(request).slice(0, 3),
  );
  if (!series || series.lastDate <= request.issueDate) return why;
  const { lastDate } = series;
  const detail = `The last document of this series was issued on ${lastDate}; numbers follow dates.`;
  return conflict('issue-date-before-last', detail, { lastDate });
}

/** Why nothing was posted: the period is locked, or was until a moment ago. */
export async function whyNotPosted(tx: Tx, day: string): Promise<Error> {
  const { through } = await findLock(tx);
  return through !== null && day <= through
    ? periodClosed(day, through)
    : new ChangedMeanwhile('the journal');
}
