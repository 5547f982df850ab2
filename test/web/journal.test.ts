import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { make, newCustomer, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('The journal', () => {
  let stack: Stack;
  let browser: Browser;
  let finance: Client;
  let invoice: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    finance = await stack.as('finance');
    const customer = await newCustomer(await stack.as('sales'), 'Client A');
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '100.00', taxRate: '19' }];
    const draft = await make(finance, '/invoices', { customerId: customer.id, currency: 'EUR', lines });
    invoice = await make(finance, `/invoices/${draft.id}/issue`);
    const paid = {
      amount: '119.00',
      paymentDate: '2026-01-30',
      allocations: [{ invoiceId: invoice.id, amount: '119.00' }],
    };
    const receipt = await make(finance, '/receipts', { customerId: customer.id, currency: 'EUR', ...paid });
    await make(finance, `/receipts/${receipt.id}/issue`);
    await make(finance, `/invoices/${invoice.id}/credit-notes`, { reason: 'Less' });
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('says of each line where the event that told of it stands in the feed', async () => {
    const accounting = await stack.as('accounting');
    const { items } = await seen(accounting, '/journal', (page) =>
      page.items.every((line: Json) => line.feedPosition !== null),
    );
    expect(items).toHaveLength(8);
    for (const { feedPosition, eventId } of items) {
      const feed = await see(accounting, `/events?after=${feedPosition - 1}&limit=1`);
      expect(feed.items[0]).toMatchObject({ position: feedPosition, id: eventId, source: 'billing' });
    }
  });

  it('is read by accounting, leads to its documents, and is locked by finance', async () => {
    const { page, complaints } = await signedIn(browser, stack, 'accounting');
    await page.getByRole('link', { name: 'Journal' }).click();
    await page.getByText('The journal is open: no period is locked.').waitFor();
    expect(await page.getByRole('button', { name: 'Change lock' }).count()).toBe(0);
    await page.getByRole('status').filter({ hasText: '8 lines' }).waitFor();
    expect(await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toBe(
      '/api/v1/journal.csv',
    );
    await page.getByLabel('Document').fill(invoice.number);
    await page.getByRole('status').filter({ hasText: '3 lines' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('link', { name: invoice.number }).first().click();
    await page.getByRole('heading', { level: 1, name: invoice.number }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();

    const office = await signedIn(browser, stack, 'finance');
    await office.page.goto(`${stack.url}/journal`);
    await office.page.getByRole('button', { name: 'Change lock' }).click();
    const dialog = office.page.getByRole('dialog', { name: 'Change lock' });
    await dialog.getByLabel('Locked through').fill('2025-12-31');
    expect(await accessibilityOf(office.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Change lock' }).click();
    await office.page.getByText('Nothing can be dated on or before 31 Dec 2025.').waitFor();
    await office.page.getByText(/^Locked through 31 Dec 2025 by /).waitFor();
    expect((await see(finance, '/journal/lock')).through).toBe('2025-12-31');
    expect(office.complaints).toEqual([]);
    await office.page.context().close();
  });
});
