import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestClient } from '@closeout/service-kit/testing';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('where nobody named the company that documents are issued for', () => {
  let world: World;
  let nameless: TestClient;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2, withoutSeller: 1 });
    nameless = world.replicas[1] as TestClient;
  });
  afterAll(() => world.stop());

  it('an invoice and a receipt are drafted, say what is missing, and are not issued', async () => {
    const customer = await world.customer();
    const invoice = must(
      await nameless.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        lines: [{ description: 'Hours', quantity: '1', unitPrice: '100', taxRate: '19' }],
      }),
      201,
    );
    const receipt = must(
      await nameless.post('/api/v1/receipts', {
        customerId: customer.id,
        currency: 'EUR',
        amount: '100',
        paymentDate: '2026-02-10',
      }),
      201,
    );
    for (const [path, draft] of [
      ['invoices', invoice],
      ['receipts', receipt],
    ]) {
      expect(draft.warnings).toContainEqual(expect.objectContaining({ code: 'seller-missing' }));
      const issue = `/api/v1/${path}/${draft.id}/issue`;
      expect(refusal(await nameless.post(issue))).toBe('409 seller-missing');
      expect(refusal(await nameless.post(`${issue}?dryRun=true`))).toBe('409 seller-missing');
      expect(must(await nameless.get(`/api/v1/${path}/${draft.id}`), 200)).toMatchObject({
        status: 'DRAFT',
        number: null,
      });
      // Once somebody is named, it takes the first number.
      const issued = must(await world.api.post(issue), 200);
      expect(issued.number).toMatch(/-2026-0001$/);
      expect(issued.warnings).toBeUndefined();
    }
  });

  it('money is not paid back by a refund', async () => {
    const customer = await world.customer();
    const receipt = await world.receipt(customer.id, '50.00');
    const refund = { amount: '50', refundDate: '2026-02-10', reason: 'Paid twice' };
    const path = `/api/v1/receipts/${receipt.id}/refunds`;
    expect(refusal(await nameless.post(path, refund))).toBe('409 seller-missing');
    must(await world.api.post(path, refund), 201);
  });

  it('a credit note is issued: it names whom its invoice named', async () => {
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '100.00');
    const note = must(
      await nameless.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Not delivered' }),
      201,
    );
    expect(note.seller).toMatchObject({ name: 'Closeout Demo GmbH' });
  });
});
