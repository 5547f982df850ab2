import type { Schemas } from '../../api/client.js';
import type { ProjectSummary } from '../../projects/projectQueries.js';

/** Invoicing goes on while a project is on hold, and after the work is closed. */
export const invoiceableStatuses: readonly ProjectSummary['status'][] = [
  'ACTIVE',
  'ON_HOLD',
  'TECHNICALLY_CLOSED',
];

type Cpo = Schemas['Cpo'];

/** Against an order that is closed, or whose mismatch direction decides on, nothing is invoiced. */
export const takesInvoices = ({ status, mismatch }: Pick<Cpo, 'status' | 'mismatch'>): boolean =>
  status !== 'FINALIZED' && status !== 'CANCELLED' && mismatch?.status !== 'REPORTED';

/** The one order that there is to draw on; where there are several, somebody has to say which. */
export function soleOrder(cpos: readonly Cpo[]): Cpo | undefined {
  const open = cpos.filter(takesInvoices);
  return open.length === 1 ? open[0] : undefined;
}
