/**
 * SQL of what is left of an issued receipt; `r` is an alias of receipt. A project that was closed with money that settles no invoice
 * was collected by receipts alone: they settle its milestones, and nothing is left.
 */
export const leftSql = (r: string): string =>
  `(CASE WHEN ${r}.tied_minor > 0 AND EXISTS (
      SELECT FROM project_ledger l WHERE l.project_id = ${r}.project_id AND l.closure_id IS NOT NULL
    ) THEN ${r}.free_minor ELSE ${r}.amount_minor - ${r}.allocated_minor - ${r}.refunded_minor END)`;

/** SQL of what of that is the customer's credit; the rest is tied to the project that the receipt names. */
export const freeSql = (r: string): string =>
  `(CASE WHEN ${r}.project_id IS NULL THEN ${leftSql(r)} ELSE ${r}.free_minor END)`;

/** SQL: whether anything is left. The first two lines are those of partial indexes. */
export const isLeftSql = (r: string): string =>
  `${r}.status = 'ISSUED' AND ${r}.allocated_minor + ${r}.refunded_minor < ${r}.amount_minor AND ${leftSql(r)} > 0`;
