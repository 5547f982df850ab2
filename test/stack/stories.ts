import { eventually } from '@closeout/service-kit/testing';
import type { Client } from './stack.js';

export type Json = any;

/**
 * Posts, expects success, gives the answer's body. A service that
 * is away for a moment (503) is asked again, as any client would: nothing was done.
 */
export async function make(
  who: Client,
  path: string,
  body: unknown = {},
  headers?: Record<string, string>,
): Promise<Json> {
  const answer = await eventually(
    () => who.post(path, body, headers),
    ({ status }) => status !== 503,
    { timeoutMs: 20_000, what: `POST ${path}` },
  );
  if (answer.status >= 300)
    throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function see(who: Client, path: string): Promise<Json> {
  const answer = await who.get(path);
  if (answer.status !== 200)
    throw new Error(`GET ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Reads until it looks as it should; what another service derives follows within a moment. */
export function seen(who: Client, path: string, until: (body: Json) => boolean): Promise<Json> {
  return eventually(() => see(who, path), until, { timeoutMs: 15_000, what: path });
}

export function newCustomer(sales: Client, name: string, more: object = {}): Promise<Json> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')}@example.com`;
  return make(sales, '/customers', { name, email, currency: 'EUR', ...more });
}

export function newProject(pm: Client, customerId: string, more: object = {}): Promise<Json> {
  return make(pm, '/projects', {
    customerId,
    title: 'System Implementation',
    budgetTotal: '8000.00',
    currency: 'EUR',
    startDate: '2026-01',
    endDate: '2026-03',
    ...more,
  });
}

export async function issuedReceipt(finance: Client, body: object): Promise<Json> {
  const draft = await make(finance, '/receipts', { currency: 'EUR', paymentDate: '2026-01-31', ...body });
  return make(finance, `/receipts/${draft.id}/issue`);
}

/** A project of 100.00 EUR, invoiced and paid by its budget, and its work done. */
export async function paidProject(who: Client, customerId: string): Promise<Json> {
  const project = await newProject(who, customerId, { budgetTotal: '100.00' });
  const to = { customerId, currency: 'EUR', projectId: project.id };
  const lines = [{ description: 'Work', quantity: '1', unitPrice: '100.00' }];
  const invoice = await make(who, '/invoices', { ...to, lines });
  await make(who, `/invoices/${invoice.id}/issue`);
  const allocations = [{ invoiceId: invoice.id, amount: '100.00' }];
  await issuedReceipt(who, { ...to, amount: '100.00', allocations });
  for (const item of (await see(who, `/projects/${project.id}/checklist`)).items)
    await who.patch(`/projects/${project.id}/checklist/${item.id}`, { done: true });
  await make(who, `/projects/${project.id}/technical-closure`);
  return project;
}
