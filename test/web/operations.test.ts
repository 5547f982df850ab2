import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { startMailServer, type MailServer } from '../../services/notifications/test/support/mailServer.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser, type SignedIn } from './browser.js';

inBrowser('E-mails and dead letters in the browser', () => {
  let stack: Stack;
  let mail: MailServer;
  let browser: Browser;
  const windows: SignedIn[] = [];
  const people = new Map<string, Page>();
  let pm: Client;
  let finance: Client;
  let admin: Client;
  let member: Client;
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
    [pm, finance, admin, member] = (await Promise.all(
      ['pm', 'finance', 'admin', 'member'].map((account) => stack.as(account)),
    )) as [Client, Client, Client, Client];
    customer = await newCustomer(pm, 'Client A');
    project = await newProject(pm, customer.id, { projectManagerId: await me(pm) });
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await mail?.stop();
  });
  afterEach(() => expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]));

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
});
