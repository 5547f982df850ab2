import type { Blocker, ClosureReport } from '@closeout/contracts/events/projects';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import { notTechnicallyClosed, ofOrder, sumsDiffer, workNotInvoiced } from './blockers.js';
import { hasInvoiceLeg } from '../cpos/mismatch.js';
import { clearingOf, creditOf } from './clearing.js';
import type { ProjectFigures } from './figures.js';
import { unsettled } from './unsettled.js';

/** What stands in the place of the order (domain model, "Financial closure"). */
export type Basis = 'CPO' | 'BUDGET' | 'INVOICED';

/**
 * Whether ordered, invoiced and received agree and every document is settled, what stands in the way if not, and who can clear it. One function for the
 * preview, the decision and its explanation, so that no two of them can say different things.
 *
 * A project without an order reconciles its budget; time and materials, what was invoiced. Collected by receipts alone, without one
 * invoice, it leaves the invoices out; but not where they are all that says what was owed, nor where invoices were credited.
 */
export function reconcile(figures: ProjectFigures, decidedAt: Date): ClosureReport {
  const { currency, invoicedMinor, receivedMinor } = figures;
  const orders = figures.orders.filter(({ status }) => status !== 'CANCELLED');
  const basis = basisOf(figures, orders.length);
  const invoiceLeg = basis === 'INVOICED' || hasInvoiceLeg(figures);
  const amountMinor = orders.reduce((sum, order) => sum + order.amountMinor, 0n);
  const agreed =
    basis === 'CPO' && amountMinor === receivedMinor && (!invoiceLeg || amountMinor === invoicedMinor);
  const orderedMinor = {
    CPO: () => (agreed ? amountMinor : orders.reduce((sum, order) => sum + order.countsMinor, 0n)),
    BUDGET: () => figures.budgetMinor,
    INVOICED: () => invoicedMinor,
  }[basis]();
  const ordered = basis === 'BUDGET' ? 'Budgeted' : 'Ordered';

  // Of other revenue models hours are not what is invoiced.
  const work = figures.revenueModel === 'TIME_AND_MATERIALS' ? figures.work : null;

  const clearing = clearingOf(figures);
  const blockers: (Blocker | null)[] = [
    figures.status === 'TECHNICALLY_CLOSED' ? null : notTechnicallyClosed(figures),
    ...orders.map((order) => ofOrder(order, currency, agreed)),
    work && workNotInvoiced(figures, work),
    ...(invoiceLeg
      ? [
          sumsDiffer(
            figures,
            'invoiced',
            { expectedMinor: orderedMinor, actualMinor: invoicedMinor },
            ordered,
          ),
          sumsDiffer(
            figures,
            'received',
            { expectedMinor: invoicedMinor, actualMinor: receivedMinor },
            'Invoiced',
            creditOf(clearing),
          ),
        ]
      : [
          sumsDiffer(
            figures,
            'received',
            { expectedMinor: orderedMinor, actualMinor: receivedMinor },
            ordered,
          ),
        ]),
    ...unsettled(figures, clearing, invoiceLeg),
  ];
  const show = (minor: Minor) => fromMinor(minor, currency);
  return {
    projectId: figures.projectId,
    projectVersion: figures.version,
    decidedAt: decidedAt.toISOString(),
    currency,
    basis,
    invoiceLeg,
    totals: { cpo: show(orderedMinor), invoiced: show(invoicedMinor), received: show(receivedMinor) },
    cpos: orders.map((order) => ({
      id: order.id,
      number: order.number,
      status: order.status,
      amount: show(order.amountMinor),
      counts: show(order.countsMinor),
      invoiced: show(order.invoicedMinor),
      received: show(order.receivedMinor),
    })),
    blockers: blockers.filter((blocker) => blocker !== null),
    ...(work && { work: { hours: work.hours, amount: work.amount } }),
  };
}

export function basisOf({ revenueModel }: Pick<ProjectFigures, 'revenueModel'>, orders: number): Basis {
  if (orders > 0) return 'CPO';
  return revenueModel === 'TIME_AND_MATERIALS' ? 'INVOICED' : 'BUDGET';
}
