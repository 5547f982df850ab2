import type { Minor } from '@closeout/contracts/money';

export interface Sums {
  invoicedMinor: Minor;
  receivedMinor: Minor;
}

/** An order of a project, as far as the spreading looks at it. */
export interface SpreadOrder {
  id: string;
  amountMinor: Minor;
  /** Gross less credited of the invoices that name it, and what is paid of them. */
  pinned: Sums;
  /** Where direction accepted its mismatch: the figures that it was accepted with. */
  accepted: Sums | null;
}

/**
 * What each order of a project has drawn. An invoice that names an order is that order's, and so is the money that settles it.
 * What names none is spread over the orders, the oldest first, up to what is left of each; what goes beyond all of them is the
 * youngest's, so that the orders together have exactly what the project has. Money follows the invoices that it pays; what pays
 * none goes by what is left of the orders. (Of an order whose mismatch was accepted nothing is left: it counts as what it has.)
 * @param orders the oldest first, cancelled ones aside
 * @param project the sums of all documents of the project
 */
export function spread(orders: readonly SpreadOrder[], project: Sums): Map<string, Sums> {
  const pinned = {
    invoiced: orders.map((order) => order.pinned.invoicedMinor),
    received: orders.map((order) => order.pinned.receivedMinor),
  };
  const maxInvoiced = orders.map(({ accepted, amountMinor }) => accepted?.invoicedMinor ?? amountMinor);
  const maxReceived = orders.map(({ accepted, amountMinor }) => accepted?.receivedMinor ?? amountMinor);
  const invoiced = fill(project.invoicedMinor, pinned.invoiced, [maxInvoiced]);
  const paysInvoices = invoiced.map(
    (minor, n) => (pinned.received[n] ?? 0n) + minor - (pinned.invoiced[n] ?? 0n),
  );
  const received = fill(project.receivedMinor, pinned.received, [paysInvoices, maxReceived]);
  return new Map(
    orders.map(({ id }, n) => [id, { invoicedMinor: invoiced[n] ?? 0n, receivedMinor: received[n] ?? 0n }]),
  );
}

/** Brings shares, from first to last, up to the first limits, then up to the next, until they add up to the total. */
function fill(total: Minor, begin: readonly Minor[], limits: readonly (readonly Minor[])[]): Minor[] {
  const shares = [...begin];
  let rest = total - shares.reduce((sum, share) => sum + share, 0n);
  for (const most of limits) {
    for (const [n, share] of shares.entries()) {
      const room = (most[n] ?? 0n) - share;
      if (room <= 0n || rest <= 0n) continue;
      const part = room < rest ? room : rest;
      shares[n] = share + part;
      rest -= part;
    }
  }
  const last = shares.length - 1;
  if (last >= 0) shares[last] = (shares[last] ?? 0n) + rest;
  return shares;
}
