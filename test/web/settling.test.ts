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
      .getByText(`Invoice ${invoice.number}: €0.00 of €1,000.00 is settled, €1,000.00 is still due.`)
      .waitFor();
    await page
      .getByText(
        `Receipt ${receipt.number}: €1,000.00 of the project’s money is not allocated to an invoice.`,
      )
      .waitFor();
    expect(await page.getByRole('button', { name: 'Finalize' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Settle with €1,000.00 …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settle oldest first' });
    await dialog.getByText(`${receipt.number} settles €1,000.00 of ${invoice.number}`).waitFor();
    await dialog.getByText('Then €0.00 is still due and €0.00 is left.').waitFor();
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
    const dialog = page.getByRole('dialog', { name: 'Settle oldest first' });
    await dialog.getByText('Then €600.00 is still due and €0.00 is left.').waitFor();
    await dialog.getByRole('button', { name: 'Settle', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await see(finance, `/invoices/${invoice.id}`)).totals.due).toBe('600.00');
    await page.getByRole('button', { name: 'Settle with €400.00 …' }).waitFor({ state: 'detached' });
  });

  it('what is left of a receipt is allocated after a look at what it settles, and at what stays of it', async () => {
    const other = await newProject(await stack.as('pm'), customer.id, { title: 'Bridge' });
    const invoice = await issued('invoices', { projectId: other.id, lines });
    const receipt = await issued('receipts', {
      ...{ projectId: other.id, amount: '900', paymentDate: '2026-01-31' },
    });
    await make(finance, `/receipts/${receipt.id}/release`, { amount: '250', reason: 'Paid for two' });
    await page.goto(`${stack.url}/receipts/${receipt.id}`);
    await page.getByRole('button', { name: 'Allocate …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Allocate what is left' });
    await dialog.getByLabel(`Amount for ${invoice.number}`).fill('700');
    await dialog.getByText(`€700.00 settles ${invoice.number}; €300.00 of it stays due`).waitFor();
    await dialog.getByText('Left for the project: €650.00 now, €0.00 afterwards').waitFor();
    await dialog.getByText('Left as the customer’s credit: €250.00 now, €200.00 afterwards').waitFor();
    await dialog.getByRole('group', { name: 'Journal lines' }).getByText('Receivables').waitFor();
    expect((await see(finance, `/receipts/${receipt.id}`)).unallocated).toBe('900.00');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Allocate', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await see(finance, `/receipts/${receipt.id}`)).toMatchObject({ tied: '0.00', free: '200.00' });
  });

  it('money of a project that is to settle another invoice is moved to the customer’s credit first, as is proposed', async () => {
    const tower = await newProject(await stack.as('pm'), customer.id, { title: 'Tower' });
    const receipt = await issued('receipts', {
      ...{ projectId: tower.id, amount: '1200', paymentDate: '2026-01-31' },
    });
    const invoice = await issued('invoices', { lines });
    await page.goto(`${stack.url}/receipts/${receipt.id}`);
    await page.getByRole('button', { name: 'Allocate …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Allocate what is left' });
    await dialog.getByText('No open invoice of the customer fits this receipt.').waitFor();
    await dialog.getByRole('button', { name: /^Show \d+ more open invoices?, of/ }).click();
    await dialog.getByLabel(`Amount for ${invoice.number}`).fill('1000');
    await dialog.getByText(`This money is not meant for ${invoice.number}`).waitFor();
    await dialog
      .getByText(
        `enter the payment in two parts: €1,000.00 for the project and milestone of ${invoice.number}, and €200.00`,
      )
      .waitFor();
    expect(await dialog.getByRole('button', { name: 'Allocate', exact: true }).isDisabled()).toBe(true);
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Move €1,000.00 to credit …' }).click();
    const release = page.getByRole('dialog', { name: 'Move to the customer’s credit' });
    expect(await release.getByLabel(/^Amount/).inputValue()).toBe('1,000.00');
    await release.getByLabel('Reason').fill('Paid for something else');
    await release.getByRole('button', { name: 'Move', exact: true }).click();
    await release.waitFor({ state: 'detached' });

    await dialog.getByText('Left for the project: €200.00 now, €200.00 afterwards').waitFor();
    await dialog.getByText('Left as the customer’s credit: €1,000.00 now, €0.00 afterwards').waitFor();
    await dialog.getByRole('button', { name: 'Allocate', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await see(finance, `/invoices/${invoice.id}`)).totals.due).toBe('0.00');
    expect(await see(finance, `/receipts/${receipt.id}`)).toMatchObject({ tied: '200.00', free: '0.00' });
  });

  it('the customer’s credit is told, and settles from the closure, before a further payment is asked for', async () => {
    const [sales, pm] = await Promise.all([stack.as('sales'), stack.as('pm')]);
    const { id: customerId } = await newCustomer(sales, 'Client B');
    const another = await newProject(pm, customerId, { budgetTotal: '1000' });
    const invoice = await issued('invoices', { customerId, projectId: another.id, lines });
    const credit = await issued('receipts', { customerId, amount: '300', paymentDate: '2026-01-31' });
    await page.goto(`${stack.url}/projects/${another.id}?view=closure`);
    await page
      .getByText(`The customer’s credit (${credit.number}) settles €300.00 of ${invoice.number}`)
      .waitFor();
    await page.getByText(`Enter a payment of €700.00 for ${invoice.number}`).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Settle with €300.00 …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settle oldest first' });
    await dialog.getByText('Then €700.00 is still due and €0.00 is left.').waitFor();
    await dialog.getByRole('button', { name: 'Settle', exact: true }).click();
    await page
      .getByText(`Invoice ${invoice.number}: €300.00 of €1,000.00 is settled, €700.00 is still due.`)
      .waitFor();
    expect((await see(finance, `/invoices/${invoice.id}`)).totals.due).toBe('700.00');
  });
});
