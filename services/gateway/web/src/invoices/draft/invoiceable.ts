import type { Schemas } from '../../api/client.js';

type Cpo = Schemas['Cpo'];

/** Against an order that is closed, or whose mismatch direction decides on, nothing is invoiced. */
export const takesInvoices = ({ status, mismatch }: Pick<Cpo, 'status' | 'mismatch'>): boolean =>
  status !== 'FINALIZED' && status !== 'CANCELLED' && mismatch?.status !== 'REPORTED';

/** The one order that there is to draw on; where there are several, somebody has to say which. */
export function soleOrder(cpos: readonly Cpo[]): Cpo | undefined {
  const open = cpos.filter(takesInvoices);
  return open.length === 1 ? open[0] : undefined;
}
