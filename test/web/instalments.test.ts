import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { inBrowser, picture, signedIn, startBrowser } from './browser.js';

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** The examples that instalments were specified with, as people do them. */
inBrowser('A project of 8000 in instalments, in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let admin: Page;
  let finance: Page;
  let projectId: string;
  const complaints: string[][] = [];

  const enter = async (account: string): Promise<Page> => {
    const window = await signedIn(browser, stack, account);
    complaints.push(window.complaints);
    return window.page;
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    [admin, finance] = await Promise.all([enter('admin'), enter('finance')]);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints.flat()).toEqual([]));

  const field = (page: Page, name: string): Locator =>
    page.getByRole('textbox', { name }).or(page.getByLabel(name)).first();
  const heading = (page: Page, name: string | RegExp): Promise<void> =>
    page.getByRole('heading', { name, level: 1 }).waitFor();

  it('is not created without a customer: the form says so at the field', async () => {
    await admin.getByRole('link', { name: 'Projects', exact: true }).click();
    await admin.getByRole('link', { name: 'New project' }).first().click();
    await heading(admin, 'New project');
    await admin.getByLabel('Title').fill('System Implementation');
    await admin.getByLabel('Budget').fill('8000');
    await admin.getByLabel('Start').fill('2026-01-01');
    await admin.getByLabel('End').fill('2026-03-31');
    await admin.getByRole('button', { name: 'Create project' }).click();
    await admin.waitForFunction(() => document.activeElement?.matches(':invalid, [aria-invalid=true]'));
    await heading(admin, 'New project');
  });

  it('the customer is added in place, and chosen', async () => {
    await admin.getByRole('button', { name: '+ Add customer' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Add customer' });
    await dialog.getByLabel('Name').fill('Client A');
    await dialog.getByLabel('E-mail address').fill('accounts@client-a.example');
    await dialog.getByRole('button', { name: 'Add customer' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await field(admin, 'Customer').inputValue()).toBe('Client A');
    const { items } = await see(await stack.as('sales'), '/customers?q=client%20a');
    expect(items).toMatchObject([{ name: 'Client A', status: 'ACTIVE' }]);
  });

  it('has one advance and one final payment; the system numbers those between', async () => {
    const kinds = ['Advance payment', 'Progress payment', 'Progress payment', 'Final payment'];
    for (const [index, amount] of ['3000', '1000', '1000', '3000'].entries()) {
      await admin.getByRole('button', { name: 'Add payment' }).click();
      const payment = admin.getByRole('group', { name: `Payment ${index + 1}` });
      const kind = payment.getByLabel('Kind').first();
      await kind.click();
      const offered = await admin.getByRole('option').allInnerTexts();
      expect(offered.includes('Advance payment')).toBe(index === 0);
      await admin.getByRole('option', { name: kinds[index], exact: true }).click();
      await payment.getByLabel('Amount').fill(amount);
    }
    await admin.getByText('Exactly the budget').waitFor();
    await admin.getByRole('button', { name: 'Create project' }).click();
    await heading(admin, 'System Implementation');
    await admin.getByText(/PRJ-\d{4}-0001 · Client A/).waitFor();
    projectId = new URL(admin.url()).pathname.split('/').pop() ?? '';
    await admin.getByRole('tab', { name: 'Payments' }).click();
    for (const name of ['Advance Payment', 'Progress Payment 1', 'Progress Payment 2', 'Final Payment'])
      await admin.getByRole('rowheader', { name, exact: true }).waitFor();
  });

  it('finance enters each payment as it comes, and the project’s page shows it by itself', async () => {
    const payments = [
      ['Advance Payment', '3000.00', daysAgo(60)],
      ['Progress Payment 1', '1000.00', daysAgo(40)],
      ['Progress Payment 2', '1000.00', daysAgo(20)],
      ['Final Payment', '3000.00', daysAgo(1)],
    ] as const;
    let received = 0;
    for (const [index, [milestone, amount, day]] of payments.entries()) {
      await finance.goto(`${stack.url}/receipts/new`);
      await field(finance, 'Customer').fill('client a');
      await finance.getByRole('option', { name: /Client A/ }).click();
      await field(finance, 'Project').click();
      await finance.getByRole('option', { name: /System Implementation/ }).click();
      await field(finance, 'Milestone').click();
      await finance.getByRole('option', { name: new RegExp(milestone) }).click();
      await finance.getByLabel('Date of payment').fill(day);
      await finance.getByRole('button', { name: 'Save and issue …' }).click();
      const dialog = finance.getByRole('dialog', { name: 'Issue receipt' });
      await dialog.getByText(new RegExp(`${milestone}: Planned → Paid`)).waitFor();
      await dialog.getByRole('button', { name: 'Issue', exact: true }).click();
      await heading(finance, new RegExp(`^REC-\\d{4}-000${index + 1}$`));
      received += Number(amount);
      const row = admin.getByRole('row').filter({ hasText: milestone }).filter({ hasText: 'Paid' });
      await row.first().waitFor();
    }
    expect(received).toBe(8000);
    const { items } = await see(await stack.as('pm'), `/projects/${projectId}/milestones`);
    expect(items.map(({ status, paidDate }: Json) => [status, paidDate])).toEqual(
      payments.map(([, , day]) => ['PAID', day]),
    );
    await picture(admin, 'payments');
    await admin.getByRole('tab', { name: 'Overview' }).click();
    await admin.getByText('€8,000.00 of €8,000.00 received').first().waitFor();
  });

  it('what is issued is locked: customer, project and milestone are text, not fields', async () => {
    await finance.getByText('It never changes; only a reversal takes it back.').waitFor();
    for (const name of ['Customer', 'Project', 'Milestone'])
      expect(await finance.getByRole('textbox', { name, exact: true }).count()).toBe(0);
    await finance
      .getByRole('link', { name: /System Implementation/ })
      .first()
      .waitFor();
  });

  it('a receipt or an invoice of Client A is never offered a project of Customer B, and the API refuses it', async () => {
    const [sales, pm, clerk] = await Promise.all(['sales', 'pm', 'finance'].map((who) => stack.as(who)));
    const other = await newCustomer(sales!, 'Customer B');
    const theirs = await newProject(pm!, other.id, { title: 'Of Customer B' });
    const { items } = await see(sales!, '/customers?q=client%20a');
    const [clientA] = items;
    await seen(clerk!, `/projects?q=customer%20b`, (list) => list.items.length === 1);
    for (const page of ['receipts', 'invoices']) {
      await finance.goto(`${stack.url}/${page}/new?customerId=${clientA.id}`);
      await field(finance, 'Project').click();
      await finance.getByRole('option', { name: /System Implementation/ }).waitFor();
      expect(await finance.getByRole('option', { name: /Of Customer B/ }).count()).toBe(0);
      await field(finance, 'Project').fill('Of Customer B');
      await finance.getByText('No project fits').waitFor();
    }
    const wrong = { customerId: clientA.id, currency: 'EUR', projectId: theirs.id };
    const refused = await clerk!.post('/receipts', { ...wrong, amount: '10.00', paymentDate: '2026-01-31' });
    expect([refused.status, refused.body.code]).toEqual([409, 'allocation-mismatch']);
    const allowed = await make(clerk!, '/receipts', {
      ...wrong,
      projectId,
      amount: '10.00',
      paymentDate: '2026-01-31',
    });
    expect(allowed.status).toBe('DRAFT');
  });

  it('the dashboard shows what came in, month by month', async () => {
    await finance.goto(stack.url);
    await finance.getByRole('heading', { level: 1 }).waitFor();
    const money = finance.getByRole('region', { name: 'Money by month' });
    await money.getByText('€8,000.00').first().waitFor();
    await money.locator('svg').first().waitFor();
    await picture(finance, 'dashboard');
  });
});
