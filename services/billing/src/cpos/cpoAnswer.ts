import { fromMinor, type Cpo as CpoAnswer, type CpoState } from '@closeout/contracts';
import type { Cpo } from './cpo.js';
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
    versions: cpo.versions.map(({ amountMinor, createdAt, decidedAt, ...version }) => ({
      ...version,
      amount: money(amountMinor),
      createdAt: createdAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
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
  return {
    ...(cpoState(cpo) as Omit<CpoAnswer, 'drawdown' | 'createdAt' | 'updatedAt'>),
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
