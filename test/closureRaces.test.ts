import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@closeout/service-kit/testing';
import { brokenWhenDrained } from './closure/invariants.js';
import { closeTechnically, must, startServices, type Services } from './closure/services.js';

/** Two replicas of projects and billing on the real broker: somebody closes a project while somebody else does what forbids it. */
const races = Number(process.env['CLOSURE_RACES'] ?? 12);
const atOnce = 6;
let services: Services;
beforeAll(async () => {
  services = await startServices({ replicas: 2, broker: true });
});
afterAll(() => services?.stop());

const api = (path: string) => `/api/v1${path}`;
const reason = { reason: 'because' };

interface Place {
  customerId: string;
  currency: string;
  projectId: string;
}

/** A project of 100.00 EUR that was ordered, invoiced and paid, and whose work is done. */
async function paidProject(): Promise<{ to: Place; orderId: string; receiptId: string }> {
  const { billing, projects } = services;
  const who = { name: 'Client A', email: 'a@client.example', currency: 'EUR' };
  const { id: customerId } = must(await billing.api.post(api('/customers'), who), 201);
  const about = {
    customerId,
    title: 'System Implementation',
    budgetTotal: '100.00',
    currency: 'EUR',
    startDate: '2026-01-01',
  };
  const project = must(await projects.api.post(api('/projects'), about), 201);
  const to: Place = { customerId, currency: 'EUR', projectId: project.id };
  const order = must(await billing.api.post(api('/cpos'), { ...to, number: 'PO-1', amount: '100.00' }), 201);
  const invoice = await draft(to, '100.00');
  must(await billing.api.post(api(`/invoices/${invoice}/issue`)), 200);
  const allocations = [{ invoiceId: invoice, amount: '100.00' }];
  const money = { ...to, amount: '100.00', paymentDate: '2026-01-31', allocations };
  const receipt = must(await billing.api.post(api('/receipts'), money), 201);
  must(await billing.api.post(api(`/receipts/${receipt.id}/issue`)), 200);
  must(await billing.api.post(api(`/cpos/${order.id}/finalize`)), 200);
  await closeTechnically(projects, project.id);
  return { to, orderId: order.id, receiptId: receipt.id };
}

async function draft(to: Place, amount: string): Promise<string> {
  const lines = [{ description: 'More work', quantity: '1', unitPrice: amount }];
  return must(await services.billing.api.post(api('/invoices'), { ...to, lines }), 201).id;
}

/** Closes, and does the other thing at a moment of its own. @returns how the closure ended, and how the other was answered */
async function race(projectId: string, other: () => Promise<{ status: number; body: any }>) {
  const { projects } = services;
  const path = api(`/projects/${projectId}/financial-closure`);
  const [asked, answer] = await Promise.all([
    projects.api.post(path),
    sleep(Math.random() * 60).then(() => other()),
  ]);
  // Who reopens first leaves nothing to close.
  if (asked.status === 409) return { ended: 'REFUSED', answer };
  const { closureId } = must(asked, 202);
  const { body } = await eventually(
    () => projects.api.get(`${path}/${closureId}`),
    ({ body: closure }) => closure.status !== 'PENDING',
    { timeoutMs: 30_000, what: 'the end of the closure' },
  );
  return { ended: body.status as string, answer };
}

async function settled(projectId: string): Promise<void> {
  await eventually(
    () => brokenWhenDrained(services, projectId),
    (faults) => faults.length === 0,
    { timeoutMs: 30_000, what: 'replicas that equal their owners' },
  );
}

/** As many races as are wanted, some at a time. @returns how often each end came */
async function many(one: () => Promise<string>): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  let begun = 0;
  const lane = async () => {
    while ((begun += 1) <= races) {
      const end = await one();
      ends[end] = (ends[end] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return ends;
}

const patience = 60_000 + races * 2_000;

describe('One of the two wins, always', () => {
  it(
    'when a project is closed while an invoice is issued',
    async () => {
      const ends = await many(async () => {
        const { to } = await paidProject();
        const invoice = await draft(to, '1.00');
        const { ended, answer } = await race(to.projectId, () =>
          services.billing.api.post(api(`/invoices/${invoice}/issue`)),
        );
        await settled(to.projectId);
        const won = answer.status === 200 ? 'the invoice' : answer.body.code;
        expect([ended, won]).toEqual(
          ended === 'FINALIZED' ? ['FINALIZED', 'project-locked'] : ['REJECTED', 'the invoice'],
        );
        return ended;
      });
      // Few may all end alike; of many, each side wins some.
      if (races >= 50) expect(Object.keys(ends).sort()).toEqual(['FINALIZED', 'REJECTED']);
    },
    patience,
  );

  it(
    'when a project is closed while its money is about to settle its invoice',
    async () => {
      await many(async () => {
        const { to, receiptId } = await paidProject();
        // The money settles nothing again, and is the project's as before.
        must(await services.billing.api.post(api(`/receipts/${receiptId}/reverse`), reason), 200);
        const money = { ...to, amount: '100.00', paymentDate: '2026-01-31' };
        const spare = must(await services.billing.api.post(api('/receipts'), money), 201);
        must(await services.billing.api.post(api(`/receipts/${spare.id}/issue`)), 200);
        const { ended, answer } = await race(to.projectId, () =>
          services.billing.api.post(api(`/billing/projects/${to.projectId}/settle`)),
        );
        await settled(to.projectId);
        // Whoever closes first is told that something is due; nothing that was due is ever closed.
        expect(['FINALIZED', 'REJECTED']).toContain(ended);
        expect(answer).toMatchObject({ status: 200, body: { settled: '100.00', due: '0.00', left: '0.00' } });
        return ended;
      });
    },
    patience,
  );

  it(
    'when a project is closed while an order of it is reopened',
    async () => {
      await many(async () => {
        const { to, orderId } = await paidProject();
        const { ended, answer } = await race(to.projectId, () =>
          services.billing.api.post(api(`/cpos/${orderId}/reopen`), reason),
        );
        await settled(to.projectId);
        const won = answer.status === 200 ? 'the order' : answer.body.code;
        expect([ended, won]).toEqual(
          ended === 'FINALIZED' ? ['FINALIZED', 'project-locked'] : ['REJECTED', 'the order'],
        );
        return ended;
      });
    },
    patience,
  );

  it(
    'when a project is closed while a version of its order is approved',
    async () => {
      await many(async () => {
        const { to, orderId } = await paidProject();
        must(await services.billing.api.post(api(`/cpos/${orderId}/reopen`), reason), 200);
        const version = { amount: '150.00', ...reason };
        must(await services.billing.api.post(api(`/cpos/${orderId}/versions`), version), 201);
        const { ended, answer } = await race(to.projectId, () =>
          services.billing.api.post(api(`/cpos/${orderId}/versions/2/approve`)),
        );
        await settled(to.projectId);
        expect([ended, answer.status]).toEqual(['REJECTED', 200]);
        return ended;
      });
    },
    patience,
  );

  it(
    'when a project is closed while it is reopened: in the end it is open, and documents are issued again',
    async () => {
      await many(async () => {
        const { to } = await paidProject();
        const { ended, answer } = await race(to.projectId, () =>
          services.projects.api.post(api(`/projects/${to.projectId}/reopen`), reason),
        );
        expect(answer.status).toBe(200);
        expect(['FINALIZED', 'WITHDRAWN', 'REFUSED']).toContain(ended);
        await settled(to.projectId);
        const invoice = await draft(to, '1.00');
        must(await services.billing.api.post(api(`/invoices/${invoice}/issue`)), 200);
        return ended;
      });
    },
    patience,
  );
});
