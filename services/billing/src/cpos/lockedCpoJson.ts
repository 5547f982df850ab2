/** SQL of what `LockedCpo` holds, as arguments of jsonb_build_object; `c` is an alias of cpo. */
export const lockedCpoJson = (
  c: string,
): string => `'id', ${c}.id, 'number', ${c}.number, 'status', ${c}.status,
  'projectId', ${c}.project_id, 'quoteId', ${c}.quote_id, 'versionNo', ${c}.version_no,
  'mismatch', CASE WHEN ${c}.mismatch_status IS NOT NULL THEN jsonb_build_object('status', ${c}.mismatch_status) END`;

/** SQL of whether an order can be invoiced (`assertInvoiceable` says the same); `c` is an alias of cpo. */
export const isInvoiceable = (c: string): string =>
  `(${c}.status = 'OPEN' OR (${c}.status = 'DIRECTION_PENDING' AND ${c}.mismatch_status IS DISTINCT FROM 'REPORTED'))`;
