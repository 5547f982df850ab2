import { must, type Services } from './services.js';

/** Where a document belongs: to the project, to its milestone, to another project of the customer, or to none. */
export const places = ['project', 'project', 'project', 'milestone', 'other', 'none'] as const;
export type PlaceName = (typeof places)[number];

/** What people in finance do with documents, of any place; what the state forbids is refused, and nothing happens. */
export interface Documents {
  invoice(units: number, at: PlaceName): Promise<void>;
  credit(which: number): Promise<void>;
  /** @param invoices which of all invoices it is meant to settle, a part of it each; none: it is left for later */
  receive(units: number, at: PlaceName, invoices: readonly number[]): Promise<void>;
  /** A draft that is not issued at once. */
  draftReceipt(units: number, at: PlaceName, invoice: number | null): Promise<void>;
  /** Another place, amount or invoice for the draft. */
  editDraft(which: number, units: number, at: PlaceName | null, invoice: number | null): Promise<void>;
  issueDraft(which: number): Promise<void>;
  allocate(receipt: number, invoice: number, units: number): Promise<void>;
  /** @param what `credit`: the project, with the customer's credit too */
  settle(what: Settleable, which: number): Promise<void>;
  release(receipt: number, units: number): Promise<void>;
  refund(receipt: number, units: number): Promise<void>;
  reverse(which: number): Promise<void>;
}

export const settleables = ['project', 'credit', 'invoice', 'receipt'] as const;
export type Settleable = (typeof settleables)[number];

export interface Places {
  customerId: string;
  projectId: string;
  milestoneId: string;
  otherId: string;
}

/** One unit is half of what the project was agreed for. */
export const amountOf = (units: number): string => `${units * 50}.00`;
const paid = { paymentDate: '2026-01-31' };
export const reason = { reason: 'because' };

/** Anything else than done or forbidden is a fault. */
export async function done(request: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await request;
  if (status < 300) return body;
  if (status === 409) return null;
  throw new Error(`${status}: ${JSON.stringify(body)}`);
}

export const pick = (from: readonly string[], which: number): string | undefined =>
  from[which % Math.max(1, from.length)];

export function documentsOf({ billing }: Services, place: Places): Documents {
  const { customerId, projectId, milestoneId, otherId } = place;
  const [invoices, receipts, drafts]: [string[], string[], string[]] = [[], [], []];
  const post = (path: string, body?: object) => done(billing.api.post(`/api/v1/${path}`, body));
  const at = {
    project: { projectId, milestoneId: null },
    milestone: { projectId, milestoneId },
    other: { projectId: otherId, milestoneId: null },
    none: { projectId: null, milestoneId: null },
  };
  const of = (name: PlaceName) => ({ customerId, currency: 'EUR', ...at[name] });

  async function issued(noun: string, id: string): Promise<boolean> {
    return (await post(`${noun}/${id}/issue`)) !== null;
  }
  const planFor = (which: readonly number[], units: number) => {
    const ids = [...new Set(which.flatMap((n) => pick(invoices, n) ?? []))];
    const cents = Math.floor((units * 5000) / Math.max(1, ids.length));
    return ids.map((invoiceId) => ({ invoiceId, amount: (cents / 100).toFixed(2) }));
  };

  return {
    async invoice(units, name) {
      const lines = [{ description: 'Work', quantity: '1', unitPrice: amountOf(units) }];
      const draft = await post('invoices', { ...of(name), lines });
      if (draft && (await issued('invoices', draft.id))) invoices.push(draft.id);
    },
    async credit(which) {
      const id = pick(invoices, which);
      if (id) await post(`invoices/${id}/credit-notes`, { reason: 'Wrong' });
    },
    async receive(units, name, which) {
      const body = { ...of(name), ...paid, amount: amountOf(units), allocations: planFor(which, units) };
      const draft = await post('receipts', body);
      if (draft && (await issued('receipts', draft.id))) receipts.push(draft.id);
    },
    async draftReceipt(units, name, invoice) {
      const allocations = invoice === null ? [] : planFor([invoice], units);
      const draft = await post('receipts', { ...of(name), ...paid, amount: amountOf(units), allocations });
      if (draft) drafts.push(draft.id);
    },
    async editDraft(which, units, name, invoice) {
      const id = pick(drafts, which);
      if (!id) return;
      const allocations = invoice === null ? [] : planFor([invoice], units);
      const body = { amount: amountOf(units), allocations, ...(name && at[name]) };
      await done(billing.api.patch(`/api/v1/receipts/${id}`, body));
    },
    async issueDraft(which) {
      const id = pick(drafts, which);
      if (id && (await issued('receipts', id)) && !receipts.includes(id)) receipts.push(id);
    },
    async allocate(receipt, invoice, units) {
      const [id, invoiceId] = [pick(receipts, receipt), pick(invoices, invoice)];
      if (id && invoiceId) await post(`receipts/${id}/allocations`, { invoiceId, amount: amountOf(units) });
    },
    async settle(what, which) {
      const ofProject = `billing/projects/${projectId}/settle`;
      if (what === 'project') await post(ofProject);
      if (what === 'credit') await post(ofProject, { credit: true });
      const id = { invoice: pick(invoices, which), receipt: pick(receipts, which) }[what as 'invoice'];
      if (id) await post(`${what}s/${id}/settle`);
    },
    async release(receipt, units) {
      const id = pick(receipts, receipt);
      if (id) await post(`receipts/${id}/release`, { amount: amountOf(units), ...reason });
    },
    async refund(receipt, units) {
      const id = pick(receipts, receipt);
      const body = { amount: amountOf(units), refundDate: '2026-02-01', ...reason };
      if (id) await post(`receipts/${id}/refunds`, body);
    },
    async reverse(which) {
      const id = pick(receipts, which);
      if (id) await post(`receipts/${id}/reverse`, { reason: 'Bounced' });
    },
  };
}

export async function newCustomerId({ billing }: Services): Promise<string> {
  const body = { name: 'Client A', email: 'a@client.example', currency: 'EUR' };
  return must(await billing.api.post('/api/v1/customers', body), 201).id;
}
