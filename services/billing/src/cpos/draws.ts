import type { Minor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import type { Invoice } from '../invoices/invoice.js';
import { reviewCpos } from './changeCpo.js';
import type { LockedCpo } from './pinnedCpo.js';

/** What a document does to the sums of one order. */
export interface CpoDraw {
  cpoId: string;
  invoicedMinor?: Minor;
  receivedMinor?: Minor;
}

/**
 * A part of the statements that issue, credit, settle or reverse: adds to orders that the transaction already holds.
 * @param at the number of the statement's parameter that is `drawValue`
 */
export const drawCte = (at: number): string => `
  drawn AS (
    UPDATE cpo SET invoiced_minor = invoiced_minor + d.invoiced, received_minor = received_minor + d.received
    FROM jsonb_to_recordset($${at}::jsonb) AS d ("cpoId" uuid, invoiced bigint, received bigint) WHERE id = d."cpoId"
  )`;

/** One entry for each order: a statement updates a row once, whatever is said of it twice. */
export function drawValue(draws: readonly CpoDraw[]): string {
  const sums = new Map<string, { invoiced: Minor; received: Minor }>();
  for (const { cpoId, invoicedMinor = 0n, receivedMinor = 0n } of draws) {
    const { invoiced, received } = sums.get(cpoId) ?? { invoiced: 0n, received: 0n };
    sums.set(cpoId, { invoiced: invoiced + invoicedMinor, received: received + receivedMinor });
  }
  return JSON.stringify(
    [...sums].map(([cpoId, { invoiced, received }]) => ({
      cpoId,
      invoiced: invoiced.toString(),
      received: received.toString(),
    })),
  );
}

/** What is paid of pinned invoices; `sign` −1 takes payments back. */
export function receivedDraws(
  allocations: readonly { invoiceId: string; amountMinor: Minor }[],
  invoices: ReadonlyMap<string, Pick<Invoice, 'cpoId'>>,
  sign: 1n | -1n = 1n,
): CpoDraw[] {
  return allocations.flatMap(({ invoiceId, amountMinor }) => {
    const cpoId = invoices.get(invoiceId)?.cpoId ?? null;
    return cpoId === null ? [] : [{ cpoId, receivedMinor: sign * amountMinor }];
  });
}

/** After the document was written: the mismatch of a finalized order of the same project may come, go or move. */
export async function reviewLocked(tx: Tx, cpos: ReadonlyMap<string, LockedCpo>, now: Date): Promise<void> {
  const compared = [...cpos.values()].filter(
    ({ status, mismatch }) => status === 'FINALIZED' || mismatch?.status === 'REPORTED',
  );
  await reviewCpos(
    tx,
    compared.map(({ id }) => id),
    now,
  );
}
