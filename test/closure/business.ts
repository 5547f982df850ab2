import { closeTechnically, must, type Services } from './services.js';
import type { Post } from './post.js';

/** A project of 100.00 EUR and what people do with it, in any order; what the state forbids is refused, and nothing happens. */
export interface Business {
  projectId: string;
  customerId: string;
  invoice(units: number): Promise<void>;
  credit(which: number): Promise<void>;
  receive(units: number, invoice: number | null): Promise<void>;
  reverse(which: number): Promise<void>;
  closeTechnically(): Promise<void>;
  closeFinancially(): Promise<void>;
  reopen(): Promise<void>;
  finalizeInAnEmergency(): Promise<void>;
  changeBudget(units: number): Promise<void>;
  order(units: number): Promise<void>;
  /** A new version of an order, or anything else that is done to one. */
  changeOrder(which: number, change: OrderChange): Promise<void>;
}

export const orderChanges = [
  'version up',
  'version down',
  'versions/approve',
  'versions/reject',
  'finalize',
  'finalize',
  'mismatch/report',
  'mismatch/accept',
  'mismatch/reject',
  'reopen',
  'cancel',
] as const;
export type OrderChange = (typeof orderChanges)[number];

let orderCount = 0;

const api = (path: string) => `/api/v1${path}`;
/** One unit is half of what the project was agreed for. */
const amountOf = (units: number) => `${units * 50}.00`;

export async function newBusiness({ projects, billing }: Services, post: Post): Promise<Business> {
  const customer = must(
    await billing.api.post(api('/customers'), {
      name: 'Client A',
      email: 'a@client.example',
      currency: 'EUR',
    }),
    201,
  );
  await post.drain();
  const project = must(
    await projects.api.post(api('/projects'), {
      ...{ customerId: customer.id, title: 'System Implementation', budgetTotal: '100.00' },
      ...{ currency: 'EUR', startDate: '2026-01-01' },
    }),
    201,
  );
  await post.drain();
  const to = { customerId: customer.id, currency: 'EUR', projectId: project.id };
  const [invoices, receipts, orders]: [string[], string[], string[]] = [[], [], []];

  /** Anything else than done or forbidden is a fault. */
  async function done(request: Promise<{ status: number; body: any }>): Promise<any> {
    const { status, body } = await request;
    if (status < 300) return body;
    if (status === 409) return null;
    throw new Error(`${status}: ${JSON.stringify(body)}`);
  }
  const pick = (from: string[], which: number) => from[which % Math.max(1, from.length)];
  const ofProject = (action: string, body: object = { reason: 'because' }) =>
    done(projects.api.post(api(`/projects/${project.id}/${action}`), body));

  async function issue(noun: 'invoices' | 'receipts', body: object): Promise<string | null> {
    const draft = await done(billing.api.post(api(`/${noun}`), body));
    if (!draft) return null;
    const issued = await done(billing.api.post(api(`/${noun}/${draft.id}/issue`)));
    return issued ? draft.id : null;
  }

  return {
    projectId: project.id,
    customerId: customer.id,
    async invoice(units) {
      const lines = [{ description: 'Work', quantity: '1', unitPrice: amountOf(units) }];
      const id = await issue('invoices', { ...to, lines });
      if (id) invoices.push(id);
    },
    async credit(which) {
      const id = pick(invoices, which);
      if (id) await done(billing.api.post(api(`/invoices/${id}/credit-notes`), { reason: 'Wrong' }));
    },
    async receive(units, invoice) {
      const invoiceId = invoice === null ? undefined : pick(invoices, invoice);
      const amount = amountOf(units);
      const id = await issue('receipts', {
        ...to,
        amount,
        paymentDate: '2026-01-31',
        allocations: invoiceId ? [{ invoiceId, amount }] : [],
      });
      if (id) receipts.push(id);
    },
    async reverse(which) {
      const id = pick(receipts, which);
      if (id) await done(billing.api.post(api(`/receipts/${id}/reverse`), { reason: 'Bounced' }));
    },
    async closeTechnically() {
      await closeTechnically(projects, project.id);
    },
    closeFinancially: () => ofProject('financial-closure', {}),
    reopen: () => ofProject('reopen'),
    finalizeInAnEmergency: () => ofProject('emergency-finalize'),
    async order(units) {
      orderCount += 1;
      const order = await done(
        billing.api.post(api('/cpos'), { ...to, number: `PO-${orderCount}`, amount: amountOf(units) }),
      );
      if (order) orders.push(order.id);
    },
    async changeOrder(which, change) {
      const id = pick(orders, which);
      if (!id) return;
      const order = must(await billing.api.get(api(`/cpos/${id}`)), 200);
      const reason = { reason: 'because' };
      const last = order.versions.at(-1).no;
      const [path, body] = {
        'version up': ['versions', { amount: '150.00', ...reason }],
        'version down': ['versions', { amount: '50.00', ...reason }],
        'versions/approve': [`versions/${last}/approve`, reason],
        'versions/reject': [`versions/${last}/reject`, reason],
        finalize: ['finalize', {}],
        'mismatch/report': ['mismatch/report', reason],
        'mismatch/accept': ['mismatch/accept', reason],
        'mismatch/reject': ['mismatch/reject', reason],
        reopen: ['reopen', reason],
        cancel: ['cancel', reason],
      }[change] as [string, object];
      await done(billing.api.post(api(`/cpos/${id}/${path}`), body));
    },
    async changeBudget(units) {
      await done(projects.api.patch(api(`/projects/${project.id}`), { budgetTotal: amountOf(units) }));
    },
  };
}
