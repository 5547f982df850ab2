import type { CreateQuoteBody } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Tx } from '@closeout/service-kit/db';
import type { z } from 'zod';
import type { Issuer } from '../invoices/createInvoice.js';
import { priceLines, type LineDraft } from '../invoices/totals.js';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject, type KnownCustomer } from '../projects/subject.js';
import { decideBudget, type Quote } from './quote.js';
import { insertQuote } from './quoteStore.js';

/** @throws DomainError `customer-unknown`, and what `priceLines` and `decideBudget` throw (invalid) */
export async function createQuote(
  tx: Tx,
  body: z.output<typeof CreateQuoteBody>,
  actor: Pick<Actor, 'clearance'>,
  { legalEntity, now, today }: Issuer,
): Promise<Quote> {
  const customer = await customerOf(tx, body, actor);
  const { currency, title, projectManagerId, legalEntityId } = body;
  const quote: Quote = {
    ...{ id: newId(), version: 1, status: 'DRAFT', legalEntity, number: null },
    customerId: customer.id,
    customerName: customer.name,
    securityLevel: customer.securityLevel,
    ...{ currency, title, projectManagerId, legalEntityId },
    ...priceQuote(body.lines, body.budgetNodes, currency),
    ...{
      cpoId: null,
      cpoNumber: null,
      projectId: null,
      project: null,
      sentAt: null,
      approvedAt: null,
      declinedAt: null,
      declineReason: null,
    },
    ...{ createdAt: now, updatedAt: now },
  };
  await insertQuote(tx, quote, today);
  return quote;
}

/** @throws DomainError `customer-unknown` (invalid) */
export async function customerOf(
  tx: Tx,
  { customerId, currency }: { customerId: string; currency: string },
  actor: Pick<Actor, 'clearance'>,
): Promise<KnownCustomer> {
  const wanted = { customerId, currency, projectId: null, milestoneId: null };
  return decideSubject(wanted, await findKnown(tx, wanted), actor.clearance).customer;
}

/** Lines, totals and budget in one currency; the totals are those of an invoice with the same lines. */
export function priceQuote(
  drafts: readonly LineDraft[],
  nodes: Quote['budgetNodes'],
  currency: string,
): Pick<Quote, 'lines' | 'budgetNodes' | 'netMinor' | 'taxMinor' | 'grossMinor'> {
  const { lines, netMinor, taxMinor, grossMinor } = priceLines(drafts, currency);
  return {
    lines: lines.map(({ netMinor: net, grossMinor: gross, creditedMinor, ...line }) => ({
      ...line,
      ...(gross !== null && { priceIncludesTax: true }),
      net: fromMinor(net, currency),
    })),
    budgetNodes: decideBudget(nodes, grossMinor, currency),
    netMinor,
    taxMinor,
    grossMinor,
  };
}
