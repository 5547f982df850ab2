import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { startMailServer, type MailServer } from '../../services/notifications/test/support/mailServer.js';
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
  let mail: MailServer;
  let browser: Browser;
  const windows: SignedIn[] = [];
  const people = new Map<string, Page>();
  let pm: Client;
  let finance: Client;
  let sales: Client;
  let admin: Client;
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
  /** What projects could not apply when it came: that the customer has another name. */
  const deadLetter = async (name: string, version: number) => {
    const [event] = await stack.sql(
      'billing',
      `SELECT * FROM kit.event_log WHERE type = 'billing.customer-created.v1' LIMIT 1`,
    );
    const id = randomUUID();
    const headers = {
      ...{
        cloudEvents_id: id,
        cloudEvents_source: 'billing',
        cloudEvents_type: 'billing.customer-updated.v1',
      },
      ...{ cloudEvents_subject: customer.id, cloudEvents_time: new Date().toISOString() },
      ...{ cloudEvents_aggregateversion: version, cloudEvents_position: 1_000_000 + version },
    };
    const data = { ...(event?.['data'] as object), id: customer.id, version, name };
    await stack.sql(
      'projects',
      `INSERT INTO kit.dead_letter (id, consumer, source, event_id, type, headers, body, reason)
       VALUES ($1::uuid, 'projects', 'billing', $1::text, 'billing.customer-updated.v1', $2, $3, 'name: expected another name')`,
      [id, headers, Buffer.from(JSON.stringify(data))],
    );
  };
  const me = async (who: Client): Promise<string> => (await see(who, '/me')).user.id;

  beforeAll(async () => {
    mail = await startMailServer();
    [stack, browser] = await Promise.all([
      startStack({ replicas: 1, env: { SMTP_URL: mail.url } }),
      startBrowser(),
    ]);
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
    await mail?.stop();
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
    const question = page.getByRole('dialog', { name: 'Not saved yet' });
    await question.waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await question.getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByLabel('Title').inputValue()).toBe('Begun');
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await question.getByRole('button', { name: 'Leave and lose it' }).click();
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
  });

  it('whoever does not want to be told of payments is not, and colleagues are', async () => {
    const page = await as('pm');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'My account' }).click();
    // Not `uncheck`, which wants the state to have changed already.
    await page.getByRole('switch', { name: 'Payment received' }).click({ force: true });
    await seen(pm, '/me/notification-preferences', ({ preferences }) =>
      preferences.some(({ kind, email }: Json) => kind === 'payment-received' && !email),
    );
    expect(await accessibilityOf(page)).toEqual([]);
    await issuedReceipt(finance, { customerId: customer.id, projectId: project.id, amount: '100.00' });
    const told = (who: string) =>
      `/notifications?event=billing.receipt-issued.v1&recipient=${who}@closeout.test`;
    await seen(admin, told('finance'), ({ items }) => items.length === 1);
    expect((await see(admin, told('pm'))).items).toEqual([]);

    await page.getByRole('link', { name: 'The e-mails that you were sent' }).click();
    await page.getByRole('heading', { name: 'E-mails to me', level: 1 }).waitFor();
    await page.getByRole('link', { name: /^New project/ }).waitFor();
    expect(await page.getByRole('link', { name: /^Payment received/ }).count()).toBe(0);
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('an e-mail that was sent is found, and read as it looks and as text', async () => {
    const page = await as('admin');
    await page.getByRole('link', { name: 'Sent e-mails' }).click();
    await page.getByRole('heading', { name: 'Sent e-mails', level: 1 }).waitFor();
    await page
      .getByRole('link', { name: /^Payment received/ })
      .first()
      .waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByLabel('About').first().click();
    await page.getByRole('option', { name: 'Payment received' }).click();
    await page.waitForURL(/event=billing.receipt-issued.v1/);
    await page
      .getByRole('link', { name: /^New project/ })
      .first()
      .waitFor({ state: 'detached' });
    await page
      .getByRole('link', { name: /^Payment received/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'As it looks' }).waitFor();
    const frame = page.frameLocator('iframe');
    await frame.getByText('Client A').first().waitFor();
    expect(
      await frame
        .getByText('Client A')
        .first()
        .evaluate((cell) => getComputedStyle(cell).padding),
    ).toBe('2px 0px');
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('tab', { name: 'As text' }).click();
    await page.getByText(/Customer: Client A/).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('an e-mail that the mail server refused is sent again', async () => {
    mail.manner = (to) => (to.startsWith('member') ? 'refuse-for-good' : 'take');
    await make(pm, `/projects/${(await newProject(pm, customer.id)).id}/team`, { userId: await me(member) });
    const page = await as('admin');
    await page.goto(`${stack.url}/notifications?recipient=member@closeout.test&status=FAILED`);
    await page.getByRole('link', { name: /./ }).and(page.locator('th a')).first().click({ timeout: 30_000 });
    await page.getByText('no such user').waitFor();
    mail.manner = () => 'take';
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('The e-mail is sent again').waitFor();
    await page.getByText('Sent', { exact: true }).waitFor();
  });

  it('a message that could not be applied is read and tried again, and another is given up with a reason', async () => {
    await deadLetter('Client A, renamed', 99);
    await deadLetter('Nobody’s', 1);
    const page = await as('admin');
    await page.getByRole('link', { name: 'Dead letters' }).click();
    await page
      .getByRole('button', { name: /^Projects/ })
      .getByText('2 dead letters')
      .waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    const letters = page.getByRole('link', { name: 'billing.customer-updated.v1' });
    await letters.nth(1).click();
    await page.getByText('"name": "Client A, renamed"').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Tried again').first().waitFor();
    await seen(pm, `/projects/${project.id}`, (body) => body.customer.name === 'Client A, renamed');

    await page.getByRole('link', { name: 'Dead letters of: Projects' }).click();
    await letters.first().click();
    await page.getByRole('button', { name: 'Give it up' }).click();
    const dialog = page.getByRole('dialog', { name: 'Give it up' });
    await dialog.getByLabel('Reason').fill('The customer was a test');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Give it up' }).click();
    await page.getByText(/The customer was a test/).waitFor();
  });

  it('a new colleague is added, signs in, sets a password of their own, leaves, and is out at once', async () => {
    const page = await as('admin');
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Petra Manager' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add user' });
    await dialog.getByLabel('Name').fill('Nina Newcomer');
    await dialog.getByLabel('E-mail address').fill('pm@closeout.test');
    await dialog.getByRole('combobox', { name: 'Roles' }).or(dialog.getByLabel('Roles')).first().click();
    await page.getByRole('option', { name: 'Sales' }).click();
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Make one' }).click();
    const password = await dialog.getByLabel('Password').inputValue();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('E-mail address').fill('nina@closeout.test');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.waitFor({ state: 'detached' });

    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const nina = await context.newPage();
    windows.push({ page: nina, complaints: complaintsOf(nina, /status of (401|403)/) });
    await nina.goto(stack.url);
    await nina.getByLabel('E-mail address').fill('nina@closeout.test');
    await nina.getByLabel(/^Password/).fill(password);
    await nina.getByRole('button', { name: 'Sign in' }).click();
    await nina.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    await nina.goto(`${stack.url}/account`);
    await nina.getByLabel('Present password').fill('not this one');
    await nina.getByLabel('New password').fill('my own long password');
    await nina.getByRole('button', { name: 'Change password' }).click();
    await nina.getByText('That is not your present password.').waitFor();
    await nina.getByLabel('Present password').fill(password);
    await nina.getByRole('button', { name: 'Change password' }).click();
    await nina.getByText('Your password was changed').waitFor();

    await page.getByRole('searchbox', { name: 'Search' }).fill('nina');
    await page.getByRole('link', { name: 'Nina Newcomer' }).click();
    await page.getByRole('heading', { name: 'Nina Newcomer', level: 1 }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit' });
    await edit.getByLabel('Security level').fill('3');
    expect(await accessibilityOf(page)).toEqual([]);
    await edit.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Nina Newcomer was saved').waitFor();
    await page.getByRole('button', { name: 'New password' }).click();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Inactive', { exact: true }).waitFor();
    await nina.getByRole('dialog', { name: 'Your session has ended' }).waitFor({ timeout: 20_000 });
    await nina
      .getByLabel(/^Password/)
      .last()
      .fill('my own long password');
    await nina.getByRole('button', { name: 'Sign in' }).click();
    await nina.getByText('E-mail address or password is wrong.').waitFor();
    await context.close();
  });

  it('roles are seen at a glance, and a new one is made', async () => {
    const page = await as('admin');
    await page.getByRole('link', { name: 'Roles' }).click();
    await page.getByRole('columnheader', { name: /Admin/ }).getByText('always everything').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add role' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add role' });
    await dialog.getByLabel('Name').fill('Auditor');
    await dialog.getByRole('checkbox', { name: 'View invoices and credit notes' }).check();
    await dialog.getByRole('checkbox', { name: /^Read the journal: complete/ }).check();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add role' }).click();
    await page
      .getByRole('columnheader', { name: /Auditor/ })
      .getByText('your own')
      .waitFor();
  });

  it('the key of a program is shown once, and revoked', async () => {
    const page = await as('admin');
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make a key' });
    await dialog.getByLabel('Name').fill('ERP');
    await dialog.getByRole('combobox', { name: 'Roles' }).or(dialog.getByLabel('Roles')).first().click();
    await page.getByRole('option', { name: 'Auditor' }).click();
    await page.keyboard.press('Tab');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    const secret = await dialog.getByText(/^cok_/).innerText();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'I have it' }).click();
    const call = () => fetch(`${stack.api}/journal`, { headers: { 'x-api-key': secret } });
    expect((await call()).status).toBe(200);
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Revoke ERP' }).click();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Revoked', { exact: true }).waitFor();
    expect((await call()).status).toBe(401);
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
    await window.page.getByRole('button', { name: 'Try again' }).click();
    await window.page.getByRole('heading', { name: /invoices? overdue/ }).waitFor({ timeout: 30_000 });
    await window.page.context().close();
  });
});
