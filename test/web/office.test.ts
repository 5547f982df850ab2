import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser, type SignedIn } from './browser.js';

const line = (unitPrice: string) => ({ description: 'Work', quantity: '1', unitPrice });
inBrowser('The office in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  const windows: SignedIn[] = [];
  const people = new Map<string, Page>();
  let [pm, finance, sales, admin, member]: Client[] = [];
  let customer: Json;
  let project: Json;

  const as = async (account: string): Promise<Page> => {
    const open = people.get(account);
    if (open) return open;
    const window = await signedIn(browser, stack, account);
    windows.push(window);
    people.set(account, window.page);
    return window.page;
  };
  const me = async (who: Client): Promise<string> => (await see(who, '/me')).user.id;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    [pm, finance, sales, admin, member] = (await Promise.all(
      ['pm', 'finance', 'sales', 'admin', 'member'].map((account) => stack.as(account)),
    )) as [Client, Client, Client, Client, Client];
    customer = await newCustomer(sales, 'Client A');
    project = await newProject(pm, customer.id, {
      projectManagerId: await me(pm),
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000.00', dueDate: '2026-01-31' },
        { type: 'FINAL', expectedAmount: '5000.00', dueDate: '2099-03-31' },
      ],
    });
    await make(pm, `/projects/${project.id}/stages`, { name: 'Survey', dueDate: '2026-02-10' });
    await make(pm, `/projects/${project.id}/team`, { userId: await me(member) });
    const entry = { date: '2026-01-20', hours: '7.5', description: 'Cabling' };
    const hours = await make(member, `/projects/${project.id}/time-entries`, entry);
    await make(member, `/projects/${project.id}/time-entries/${hours.id}/submit`);
    await make(member, `/projects/${project.id}/time-entries`, { ...entry, date: '2026-01-21' });
    await make(member, `/projects/${project.id}/expenses`, {
      ...{ kind: 'PURCHASE', description: 'Cable', amount: '90.00', currency: 'EUR', date: '2026-01-21' },
    });
    const draft = { customerId: customer.id, currency: 'EUR', dueDate: '2026-02-01' };
    const invoice = await make(finance, '/invoices', { ...draft, lines: [line('1000.00')] });
    await make(finance, `/invoices/${invoice.id}/issue`);
    await make(finance, '/invoices', { ...draft, lines: [line('400.00')] });
    const order = await make(sales, '/cpos', {
      customerId: customer.id,
      number: 'PO-1',
      amount: '800.00',
      currency: 'EUR',
    });
    await make(sales, `/cpos/${order.id}/versions`, { amount: '900.00', reason: 'A second server' });
    await make(sales, '/quotes', {
      customerId: customer.id,
      currency: 'EUR',
      title: 'Network',
      lines: [line('80.00')],
    });
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]));

  it.each([
    [
      'pm',
      ['1 agreed payment overdue', '1 stage overdue', '1 entry of hours to approve', '1 expense to settle'],
    ],
    ['finance', ['1 invoice overdue', '1 invoice to issue']],
    ['direction', ['1 order to decide on']],
    ['sales', ['1 quote to send']],
    ['member', ['1 entry of your hours to submit']],
  ])('%s lands on what waits for them', async (account, waiting) => {
    const page = await as(account);
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    await page.getByRole('heading', { level: 3, name: waiting[0] }).waitFor();
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(waiting);
    if (account === 'pm' || account === 'finance')
      await page.getByRole('img', { name: /Bar chart/ }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('one’s own account', async () => {
    const page = await as('pm');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'My account' }).click();
    await page.getByRole('switch', { name: 'Payment received' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });
});
