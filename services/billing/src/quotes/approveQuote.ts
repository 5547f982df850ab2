import { billingEvents } from '@closeout/contracts/events/billing';
import { toMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { cpoState } from '../cpos/cpoAnswer.js';
import type { Cpo } from '../cpos/cpo.js';
import { enterCpo, type NewCpo } from '../cpos/enterCpo.js';
import { customerState, type Customer } from '../customers/customer.js';
import { actorId } from '../documents/actorId.js';
import { assertVisible } from '../documents/visibility.js';
import { assertCan, type Quote } from './quote.js';
import { quoteState } from './quoteAnswer.js';
import { lockQuote, saveOutcome } from './quoteStore.js';

export interface Approval extends Moment {
  actor: Pick<Actor, 'id' | 'name' | 'clearance'>;
}

/**
 * The customer's order came: the quote is approved and becomes a project, once.
 * @throws DomainError `quote-not-found`, `amount-scale` (invalid), `stale-version`, and what `approveHeldQuote` throws
 */
export async function approveQuote(
  tx: Tx,
  id: string,
  request: Approval & { cpoNumber: string; amount: string; ifMatch: number | null },
): Promise<Cpo> {
  const { actor, now, today, ifMatch, cpoNumber, amount } = request;
  const quote = assertVisible(actor, await lockQuote(tx, id), 'quote', id);
  checkVersion(ifMatch, quote.version);
  const { customerId, customerName, securityLevel, currency, projectId } = quote;
  const order: NewCpo = {
    ...{ customerId, customerName, securityLevel, currency, projectId },
    number: cpoNumber,
    quoteId: id,
    budgetNodeId: null,
    amountMinor: toMinor(amount, currency),
  };
  return approveHeldQuote(tx, quote, order, { actor, now, today });
}

/**
 * The quote is held, so that of several approvals the others find it approved; `cpo_quote_key` says the same.
 * @throws DomainError `transition-not-allowed`, `cpo-number-taken`, `project-locked` (conflict)
 */
export async function approveHeldQuote(
  tx: Tx,
  quote: Quote,
  order: NewCpo,
  { actor, now, today }: Approval,
): Promise<Cpo> {
  const status = assertCan(quote, 'approve');
  const cpo = await enterCpo(tx, order, { actor, now, today });
  const { projectId } = order;
  const approved: Quote = {
    ...quote,
    ...{ status, projectId, cpoId: cpo.id, approvedAt: now, version: quote.version + 1, updatedAt: now },
  };
  await saveOutcome(tx, approved);
  tx.emit(
    billingEvents.quoteApproved.draft(quote.id, approved.version, {
      quote: quoteState(approved),
      cpo: cpoState(cpo),
      customer: customerState(await findCustomer(tx, quote.customerId)),
      approvedBy: actorId(actor),
    }),
  );
  const { number } = quote;
  tx.audit({ action: 'approveQuote', record: 'quote', id: quote.id, detail: { number, cpoId: cpo.id } });
  return cpo;
}

async function findCustomer(tx: Tx, id: string): Promise<Customer> {
  const [customer] = await tx.query<Customer>(
    `SELECT id, version, name, email, phone, vat_number AS "vatNumber", address, currency,
       payment_terms_days AS "paymentTermsDays", client_type AS "clientType", location, security_level AS "securityLevel", status,
       created_at AS "createdAt", updated_at AS "updatedAt"
     FROM customer WHERE id = $1`,
    [id],
  );
  if (!customer) throw new Error(`customer ${id} is gone`);
  return customer;
}
