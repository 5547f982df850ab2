import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import {
  accessibilityOf,
  complaintsOf,
  inBrowser,
  signedIn,
  startBrowser,
  type SignedIn,
} from './browser.js';

const line = (unitPrice: string) => ({ description: 'Work', quantity: '1', unitPrice });
const draft = { currency: 'EUR', dueDate: '2026-02-01' };
inBrowser('The office in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  const windows: SignedIn[] = [];
  const people = new Map<string, Page>();
  let pm: Client;
  let finance: Client;
  let sales: Client;
  let member: Client;
  let customer: Json;
  let project: Json;
  let drafted: Json;

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
    [pm, finance, sales, member] = (await Promise.all(
      ['pm', 'finance', 'sales', 'member'].map((account) => stack.as(account)),
    )) as [Client, Client, Client, Client];
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
    const invoice = await make(finance, '/invoices', {
      ...draft,
      customerId: customer.id,
      lines: [line('1000.00')],
    });
    await make(finance, `/invoices/${invoice.id}/issue`);
    drafted = await make(finance, '/invoices', {
      ...draft,
      customerId: customer.id,
      lines: [line('400.00')],
    });
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

  it('the money of the months is there as a table too', async () => {
    const page = await as('finance');
    await page.getByText('Table', { exact: true }).click();
    await page
      .getByRole('rowheader', { name: /Nov|Dec|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct/ })
      .first()
      .waitFor();
    await page.getByRole('cell', { name: '€1,000.00' }).first().waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByText('Chart', { exact: true }).click();
  });

  it('a stranger’s first visit leads to the sign-in, without an error', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const complaints = complaintsOf(page, /^$/);
    await page.goto(`${stack.url}/users?q=ada`);
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe('/users?q=ada');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keys open sections and the search, and are off while one types', async () => {
    const page = await as('finance');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('g?d');
    expect(await page.getByRole('searchbox').first().inputValue()).toBe('g?d');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('heading', { name: 'Projects', level: 1 }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
  });

  it('what a colleague does is counted on the dashboard by itself', async () => {
    const page = await as('finance');
    await page.getByRole('heading', { name: '1 invoice to issue' }).waitFor();
    await make(finance, `/invoices/${drafted.id}/issue`);
    await page.getByRole('heading', { name: '2 invoices overdue' }).waitFor();
    await page.getByRole('heading', { name: '1 invoice to issue' }).waitFor({ state: 'detached' });
    await page.getByText('€1,400.00').first().waitFor();
  });

  it('a form that was begun is not left by mistake', async () => {
    const page = await as('pm');
    await page.goto(`${stack.url}/projects/new`);
    await page.getByLabel('Title').fill('Begun');
    await page.getByRole('link', { name: 'Dashboard' }).click();
    const question = page.getByRole('dialog', { name: 'Discard changes?' });
    await question.waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await question.getByRole('button', { name: 'Keep editing' }).click();
    expect(await page.getByLabel('Title').inputValue()).toBe('Begun');
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await question.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
  });

  it('all of it is there in German', async () => {
    const page = await as('admin');
    await page.goto(`${stack.url}/account`);
    await page
      .getByRole('combobox', { name: 'Language', exact: true })
      .or(page.getByLabel('Language', { exact: true }))
      .first()
      .click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    for (const [link, heading] of [
      ['Übersicht', 'Übersicht'],
      ['Gesendete E-Mails', 'Gesendete E-Mails'],
      ['Unzustellbare Nachrichten', 'Unzustellbare Nachrichten'],
      ['Benutzer', 'Benutzer'],
      ['Rollen', 'Rollen'],
      ['API-Schlüssel', 'API-Schlüssel'],
    ] as const) {
      await page.getByRole('navigation').getByRole('link', { name: link }).click();
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    }
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('a service that is away takes nothing from what the other says', async () => {
    const billing = stack.replicas.find(({ service }) => service === 'billing');
    for (const page of people.values()) await page.context().close();
    const window = await signedIn(browser, stack, 'finance', /status of 50\d/);
    windows.push(window);
    await billing?.kill('SIGTERM');
    await window.page.reload();
    await window.page
      .getByText('What waits in billing cannot be shown at the moment')
      .waitFor({ timeout: 30_000 });
    await window.page.getByRole('heading', { name: 'Projects by status' }).waitFor();
    expect(await accessibilityOf(window.page)).toEqual([]);
    billing?.start();
    await seen(finance, '/billing/summary', () => true);
    // It is asked again by itself.
    await window.page.getByRole('heading', { name: /invoices? overdue/ }).waitFor({ timeout: 45_000 });
    await window.page.context().close();
  });
});
