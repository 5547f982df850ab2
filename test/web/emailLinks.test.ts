import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { NotificationKind } from '@closeout/contracts/http/notifications';
import type { Browser, Page } from 'playwright-core';
import { addColleague } from '../stack/colleagues.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { inBrowser, signedIn, startBrowser } from './browser.js';

interface Told {
  id: string;
  kind: NotificationKind;
  recipient: string;
}

inBrowser('The links of e-mails', () => {
  let stack: Stack;
  let browser: Browser;
  let admin: Client;
  const windows = new Map<string, Promise<Page>>();
  /** A window for each recipient, signed in as the one whom the e-mail went to. */
  const windowOf = (recipient: string): Promise<Page> => {
    const account = recipient.split('@')[0] as string;
    const opened = windows.get(account) ?? signedIn(browser, stack, account).then(({ page }) => page);
    windows.set(account, opened);
    return opened;
  };

  const headings = new Map<string, string>();
  /** What stands at the top of the page that the recipient comes to; each page is opened once for each of them. */
  async function headingOf(recipient: string, link: string): Promise<string> {
    const known = headings.get(`${recipient} ${link}`);
    if (known !== undefined) return known;
    const page = await windowOf(recipient);
    await page.goto(link);
    const title = page.getByRole('heading', { level: 1 });
    await title.waitFor();
    const heading = await title.innerText();
    headings.set(`${recipient} ${link}`, heading);
    return heading;
  }

  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      startStack({ replicas: 1, env: { OVERDUE_EVERY_SECONDS: '0.2', CLOSURE_ASK_AGAIN_MS: '100' } }),
      startBrowser(),
    ]);
    admin = await stack.as('admin');
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  /** Every kind of e-mail there is, each because of what people did. */
  async function everythingThatIsTold(): Promise<void> {
    const [sales, pm, tech, finance, direction] = (await Promise.all(
      ['sales', 'pm', 'tech', 'finance', 'direction'].map((account) => stack.as(account)),
    )) as [Client, Client, Client, Client, Client];
    const desk = { key: 'order_desk', name: 'Order desk', permissions: ['cpos.view', 'notify.cpo_versions'] };
    await make(admin, '/roles', desk);
    await addColleague(stack, 'orders', { name: 'Olga Orders', roles: [desk.key] });
    const idOf = async (person: Client): Promise<string> => (await see(person, '/me')).user.id;
    const customer = await newCustomer(sales, 'Client A');
    const late = { dueDate: '2026-01-31' };
    const project = await newProject(admin, customer.id, {
      budgetTotal: '100.00',
      projectManagerId: await idOf(pm),
      milestones: [{ type: 'ADVANCE', expectedAmount: '100.00', ...late }],
    });
    const at = `/projects/${project.id}`;
    const member = await stack.as('member');
    await make(pm, `${at}/team`, { userId: await idOf(member) });
    await make(pm, `${at}/stages`, { name: 'Installation', ...late });
    const expense = { kind: 'PURCHASE', description: 'Cables', amount: '95.00', currency: 'EUR' };
    const { id } = await make(pm, `${at}/expenses`, { ...expense, date: '2026-01-15' });
    await make(tech, `${at}/expenses/${id}/settle`);
    await issuedReceipt(finance, { customerId: customer.id, amount: '40.00', projectId: project.id });
    const bounced = await issuedReceipt(finance, { customerId: customer.id, amount: '10.00' });
    await seen(admin, '/notifications?event=billing.receipt-issued.v1', ({ items }) => items.length > 1);
    await make(finance, `/receipts/${bounced.id}/reverse`, { reason: 'Bounced' });

    const number = { customerId: customer.id, currency: 'EUR', amount: '500.00' };
    const changed = await make(sales, '/cpos', { ...number, number: 'PO-4711' });
    await make(sales, `/cpos/${changed.id}/versions`, { amount: '600.00', reason: 'A second server' });
    const short = await make(sales, '/cpos', { ...number, number: 'PO-4712' });
    await make(sales, `/cpos/${short.id}/finalize`);
    await make(sales, `/cpos/${short.id}/mismatch/report`, { reason: 'They ordered twice' });
    await make(direction, `/cpos/${short.id}/mismatch/accept`, { reason: 'Agreed by telephone' });

    const stalled = await newProject(pm, customer.id);
    for (const item of (await see(pm, `/projects/${stalled.id}/checklist`)).items)
      await pm.patch(`/projects/${stalled.id}/checklist/${item.id}`, { done: true });
    await make(tech, `/projects/${stalled.id}/technical-closure`);
    const billing = stack.replicas.find(({ service }) => service === 'billing');
    await billing?.kill('SIGTERM');
    await make(finance, `/projects/${stalled.id}/financial-closure`);
    await seen(admin, '/notifications?event=projects.closure-stalled.v1', ({ items }) => items.length > 0);
    billing?.start();
    await seen(admin, '/cpos', () => true);
  }

  it('each link of each e-mail opens its record, for the person whom it was sent to', async () => {
    await everythingThatIsTold();
    const { items } = await seen(admin, '/notifications?limit=200', (list: Json) => {
      const kinds = new Set(list.items.map(({ kind }: Json) => kind));
      return NotificationKind.options.every((kind) => kinds.has(kind));
    });
    for (const { id, kind, recipient } of items as Told[]) {
      const { html, text, link } = await see(admin, `/notifications/${id}`);
      const links = new Set<string>([
        ...[...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href as string),
        ...text.match(/https?:\/\/\S+/g),
        link,
      ]);
      expect([...links]).toEqual([link]);
      const heading = await headingOf(recipient, link);
      expect({ kind, link, heading }).toEqual({ kind, link, heading: expect.stringMatching(records[kind]) });
    }
  }, 120_000);

  it('a link to an order in an e-mail of an earlier version leads to the order', async () => {
    const [order] = (await see(admin, '/cpos?q=PO-4711')).items;
    const page = await windowOf('direction@closeout.test');
    await page.goto(`${stack.url}/cpos/${order.id}`);
    await page.getByRole('heading', { level: 1, name: 'PO-4711' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/orders/${order.id}`);
  });
});

const order = /^PO-471/;
const project = /System Implementation/;

/** What stands at the top of the page that an e-mail of the kind leads to. */
const records: Record<NotificationKind, RegExp> = {
  'project-created': project,
  assigned: project,
  'cpo-version': order,
  'cpo-direction': order,
  'cpo-mismatch-found': order,
  'cpo-mismatch-resolved': order,
  'payment-received': /^REC-|System Implementation/,
  'payment-reversed': /^REC-|System Implementation/,
  'milestone-overdue': project,
  'stage-overdue': project,
  'budget-threshold': project,
  'closure-stalled': project,
};
