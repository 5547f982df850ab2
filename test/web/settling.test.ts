import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('Closed means settled, in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let finance: Client;
  let customer: Json;
  let project: Json;

  const lines = [{ description: 'Work', quantity: '1', unitPrice: '1000.00', taxRate: '0' }];
  async function issued(noun: string, body: object): Promise<Json> {
    const draft = await make(finance, `/${noun}`, { customerId: customer.id, currency: 'EUR', ...body });
    return make(finance, `/${noun}/${draft.id}/issue`);
  }
  const ready = () => page.getByText('Ordered, invoiced and received agree: the project can be finalized.');

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    const [sales, pm, tech] = await Promise.all([stack.as('sales'), stack.as('pm'), stack.as('tech')]);
    finance = await stack.as('finance');
    customer = await newCustomer(sales, 'Client A');
    project = await newProject(pm, customer.id, { budgetTotal: '1000' });
    for (const line of (await see(tech, `/projects/${project.id}/checklist`)).items)
      await tech.patch(`/projects/${project.id}/checklist/${line.id}`, { done: true });
    await make(tech, `/projects/${project.id}/technical-closure`);
    ({ page, complaints } = await signedIn(browser, stack, 'finance'));
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  it('an invoice that is due and money that settles nothing stand in the way, and are settled from there', async () => {
    const invoice = await issued('invoices', { projectId: project.id, lines });
    const receipt = await issued('receipts', {
      ...{ projectId: project.id, amount: '1000', paymentDate: '2026-01-31' },
    });
    await page.goto(`${stack.url}/projects/${project.id}?view=closure`);
    await page
      .getByText(`Invoice ${invoice.number}: €0.00 of €1,000.00 are settled, €1,000.00 are due.`)
      .waitFor();
    await page
      .getByText(`Receipt ${receipt.number}: €1,000.00 of the project’s money settle no invoice.`)
      .waitFor();
    expect(await page.getByRole('button', { name: 'Finalize' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Settle with €1,000.00 …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settle, the oldest first' });
    await dialog.getByText(`${receipt.number} settles €1,000.00 of ${invoice.number}`).waitFor();
    await dialog.getByText('Then €0.00 are due, and €0.00 are left.').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Settle', exact: true }).click();
    await ready().waitFor();
    expect((await see(finance, `/invoices/${invoice.id}`)).totals.due).toBe('0.00');
  });

  it('an invoice is settled with the customer’s credit from its own page', async () => {
    const invoice = await issued('invoices', { lines });
    await issued('receipts', { amount: '400', paymentDate: '2026-01-31' });
    await page.goto(`${stack.url}/invoices/${invoice.id}`);
    await page.getByRole('button', { name: 'Settle with €400.00 …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settle, the oldest first' });
    await dialog.getByText('Then €600.00 are due, and €0.00 are left.').waitFor();
    await dialog.getByRole('button', { name: 'Settle', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await see(finance, `/invoices/${invoice.id}`)).totals.due).toBe('600.00');
    await page.getByRole('button', { name: 'Settle with €400.00 …' }).waitFor({ state: 'detached' });
  });
});
