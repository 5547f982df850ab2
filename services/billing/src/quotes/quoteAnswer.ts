import { billingEvents, type QuoteState } from '@closeout/contracts/events/billing';
import type { Quote as QuoteAnswer } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import type { Quote } from './quote.js';

export function quoteAnswer(quote: Quote): QuoteAnswer {
  const money = (minor: bigint): string => fromMinor(minor, quote.currency);
  return {
    id: quote.id,
    version: quote.version,
    number: quote.number,
    customerId: quote.customerId,
    customerName: quote.customerName,
    title: quote.title,
    currency: quote.currency,
    status: quote.status,
    legalEntityId: quote.legalEntityId,
    projectManagerId: quote.projectManagerId,
    lines: quote.lines,
    totals: { net: money(quote.netMinor), tax: money(quote.taxMinor), gross: money(quote.grossMinor) },
    budgetNodes: quote.budgetNodes,
    cpoId: quote.cpoId,
    projectId: quote.projectId,
    project: quote.project,
    cpoNumber: quote.cpoNumber,
    sentAt: quote.sentAt?.toISOString() ?? null,
    approvedAt: quote.approvedAt?.toISOString() ?? null,
    declinedAt: quote.declinedAt?.toISOString() ?? null,
    declineReason: quote.declineReason,
    createdAt: quote.createdAt.toISOString(),
    updatedAt: quote.updatedAt.toISOString(),
  };
}

/** The whole public state of a quote that was sent, as its events carry it. */
export function quoteState(quote: Quote): QuoteState {
  const { createdAt, updatedAt, declinedAt, declineReason, number, project, cpoNumber, ...state } =
    quoteAnswer(quote);
  if (number === null) throw new Error(`quote ${quote.id} was not sent`);
  return { ...state, number };
}

export function announceQuote(
  tx: Tx,
  event: 'quoteSent' | 'quoteDeclined' | 'quoteLinked',
  quote: Quote,
): void {
  tx.emit(billingEvents[event].draft(quote.id, quote.version, quoteState(quote)));
}
