import { billingEvents, type ClosureDecision, type CustomerState } from '@closeout/contracts/events/billing';
import type { ClosureReport } from '@closeout/contracts/events/projects';
import type { OpenInvoice } from '@closeout/contracts/http';
import { newId } from '@closeout/service-kit/db';
import { startPeer, type Peer } from '@closeout/service-kit/testing';

/** Stands in for billing. */
export interface Billing extends Peer {
  /** What billing says of the figures of any project. */
  reconciliation: ClosureReport;
  /** The invoices of any project of which something is due. */
  openInvoices: OpenInvoice[];
  /** Customers that billing has, whether or not it said so already. */
  customers: Map<string, CustomerState>;
  /** What billing has for projects that are to be deleted. */
  records: { kind: string; count: number }[];
  /** Orders that name any node of a budget. */
  orders: { id: string; number: string }[];
  /** A customer that billing has and told of. */
  customer(more?: Partial<CustomerState>): Promise<CustomerState>;
}

export async function startBilling(amqpUrl: string, namespace: string): Promise<Billing> {
  const peer = await startPeer('billing', { url: amqpUrl, namespace }, (path) => {
    if (path.endsWith('/removal')) return { orders: billing.orders };
    if (path.endsWith('/deletion')) return { records: billing.records };
    if (path.endsWith('/reconciliation')) return billing.reconciliation;
    if (path.endsWith('/open-invoices')) return { items: billing.openInvoices };
    const id = path.replace('/internal/customers/', '');
    return billing.customers.get(id) ?? null;
  });
  const billing: Billing = Object.assign(peer, {
    reconciliation: (billingEvents.closureApproved.example as ClosureDecision).report,
    openInvoices: [],
    customers: new Map<string, CustomerState>(),
    records: [],
    orders: [],
    async customer(more: Partial<CustomerState> = {}) {
      const customer: CustomerState = {
        ...billingEvents.customerCreated.example,
        id: newId(),
        ...more,
      } as CustomerState;
      billing.customers.set(customer.id, customer);
      await billing.tell(
        billing.event(billingEvents.customerCreated.type, customer.id, customer.version, customer),
      );
      return customer;
    },
  });
  return billing;
}
