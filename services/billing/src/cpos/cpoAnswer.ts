import type { CpoState } from '@closeout/contracts/events/billing';
import type { Cpo as CpoAnswer } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import { refusalOf, openActions, type Cpo, type CpoAction, type CpoVersion, type Mismatch } from './cpo.js';
import { differenceOf } from './mismatch.js';

/** The whole public state of an order, as its events carry it. */
export function cpoState(cpo: Cpo): CpoState {
  const money = (minor: bigint): string => fromMinor(minor, cpo.currency);
  const { mismatch } = cpo;
  return {
    id: cpo.id,
    version: cpo.version,
    number: cpo.number,
    customerId: cpo.customerId,
    customerName: cpo.customerName,
    projectId: cpo.projectId,
    quoteId: cpo.quoteId,
    budgetNodeId: cpo.budgetNodeId,
    amount: money(cpo.amountMinor),
    currency: cpo.currency,
    status: cpo.status,
    versions: cpo.versions.map(
      ({ amountMinor, createdAt, createdByName, decidedAt, decidedByName, ...version }) => ({
        ...version,
        amount: money(amountMinor),
        createdAt: createdAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
      }),
    ),
    mismatch: mismatch && {
      status: mismatch.status,
      ordered: money(mismatch.orderedMinor),
      invoiced: money(mismatch.invoicedMinor),
      received: money(mismatch.receivedMinor),
      difference: money(differenceOf(mismatch, cpo.drawdown.invoiceLeg)),
      reason: mismatch.reason,
      decidedBy: mismatch.decidedBy,
      decidedAt: mismatch.decidedAt?.toISOString() ?? null,
    },
  };
}

export function cpoAnswer(cpo: Cpo): CpoAnswer {
  const { invoicedMinor, receivedMinor } = cpo.drawdown;
  const money = (minor: bigint): string => fromMinor(minor, cpo.currency);
  const { versions, mismatch, ...state } = cpoState(cpo);
  const { actions, blocked } = possibilities(cpo);
  return {
    ...state,
    status: cpo.status,
    project: cpo.project && { number: cpo.project.number, title: cpo.project.title },
    versions: versions.map((version, index) => {
      const { status, createdByName, decidedByName } = cpo.versions[index] as CpoVersion;
      return { ...version, status, createdByName, decidedByName };
    }),
    mismatch: mismatch && cpo.mismatch && { ...mismatch, ...mismatchAnswer(cpo.mismatch) },
    actions,
    blocked,
    drawdown: {
      ordered: money(cpo.amountMinor),
      invoiced: money(invoicedMinor),
      received: money(receivedMinor),
      left: money(cpo.amountMinor - invoicedMinor),
    },
    createdAt: cpo.createdAt.toISOString(),
    updatedAt: cpo.updatedAt.toISOString(),
  };
}

function mismatchAnswer({ status, decidedByName, report }: Mismatch) {
  return {
    status,
    decidedByName,
    report: report && {
      reason: report.reason,
      by: { id: report.by, name: report.byName },
      at: report.at?.toISOString() ?? null,
    },
  };
}

type Offered = Exclude<CpoAction, 'invoice'>;

/** What the status allows, apart by whether something else stands in the way. An order is linked once. */
function possibilities(cpo: Cpo): Pick<CpoAnswer, 'actions' | 'blocked'> {
  const offered = openActions(cpo)
    .map(({ action }) => action)
    .filter((action): action is Offered => action !== 'invoice')
    .filter((action) => action !== 'link' || cpo.projectId === null);
  const actions: Offered[] = [];
  const blocked: CpoAnswer['blocked'] = [];
  for (const action of offered) {
    const refusal = refusalOf(cpo, action);
    if (refusal) blocked.push({ action, ...refusal });
    else actions.push(action);
  }
  return { actions, blocked };
}
