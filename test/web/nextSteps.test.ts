import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addColleague } from '../stack/colleagues.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { inBrowser, signedIn, startBrowser, type SignedIn } from './browser.js';

const line = (unitPrice: string, taxRate = '19') => ({
  ...{ description: 'Work', quantity: '1', unitPrice, taxRate },
});

inBrowser('What the web UI offers next', () => {
  let stack: Stack;
  let browser: Browser;
  let customer: Json;
  let project: Json;
  let pm: Client;
  let finance: Client;
  const windows = new Map<string, SignedIn>();
  const as = async (account: string): Promise<Page> => {
    const window = windows.get(account) ?? (await signedIn(browser, stack, account));
    windows.set(account, window);
    return window.page;
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    [pm, finance] = await Promise.all([stack.as('pm'), stack.as('finance')]);
    customer = await newCustomer(await stack.as('sales'), 'Client A');
    project = await newProject(pm, customer.id, {
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000.00', dueDate: '2099-01-31' },
        { type: 'FINAL', expectedAmount: '5000.00' },
      ],
    });
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect([...windows.values()].flatMap(({ complaints }) => complaints)).toEqual([]));

  it('the page of whatever a customer has leads to the customer, to the project and to what it comes from', async () => {
    const api = await stack.as('admin');
    const other = await newCustomer(api, 'Client L');
    const own = await newProject(api, other.id, { title: 'Linked up' });
    const of = { customerId: other.id, currency: 'EUR' };
    const draft = await make(api, '/invoices', { ...of, lines: [line('10.00')] });
    const begun = await make(api, '/invoices', { ...of, projectId: own.id, lines: [line('100.00')] });
    const invoice = await make(api, `/invoices/${begun.id}/issue`);
    const receipt = await issuedReceipt(api, {
      ...{ ...of, projectId: own.id, amount: '200.00' },
      allocations: [{ invoiceId: invoice.id, amount: '50.00' }],
    });
    const refund = await make(api, `/receipts/${receipt.id}/refunds`, {
      ...{ amount: '1.00', refundDate: '2026-02-10', reason: 'Too much' },
    });
    const note = await make(api, `/invoices/${invoice.id}/credit-notes`, { reason: 'Not delivered' });
    const quoted = { ...of, title: 'Extension', lines: [line('100.00')] };
    const quote = await make(api, '/quotes', quoted);
    const sent = await make(api, '/quotes', { ...quoted, title: 'Sent' });
    await make(api, `/quotes/${sent.id}/send`);
    const order = await make(api, '/cpos', { ...of, projectId: own.id, number: 'PO-L', amount: '100.00' });
    const page = await as('admin');
    const named = `${own.number} Linked up`;
    for (const [path, links] of [
      [`/projects/${own.id}`, []],
      [`/invoices/${draft.id}`, []],
      [`/invoices/${invoice.id}`, [named, note.number]],
      [`/credit-notes/${note.id}`, [named, invoice.number]],
      [`/receipts/${receipt.id}`, [named]],
      [`/refunds/${refund.id}`, [named, receipt.number]],
      [`/quotes/${quote.id}`, []],
      [`/quotes/${sent.id}`, []],
      [`/orders/${order.id}`, [named]],
      ['/orders?q=PO-L', [named, 'PO-L']],
      ['/quotes', ['Extension']],
    ] as const) {
      await page.goto(`${stack.url}${path}`);
      for (const name of ['Client L', ...links]) {
        const link = page.getByRole('main').getByRole('link', { name, exact: true }).first();
        await link.waitFor().catch(() => {
          throw new Error(`${path} has no link ${name}`);
        });
      }
    }
    // Who may not see customers reads the name.
    await make(api, '/roles', { key: 'clerk', name: 'Clerk', permissions: ['invoices.view'] });
    await addColleague(stack, 'clerk', { name: 'Clara Clerk', roles: ['clerk'] });
    const clerk = await as('clerk');
    await clerk.goto(`${stack.url}/invoices/${invoice.id}`);
    await clerk.getByText('Invoice to Client L').waitFor();
    expect(await clerk.getByRole('link', { name: 'Client L' }).count()).toBe(0);
  });

  it('the page of a customer offers one next step, by what the one who looks does', async () => {
    for (const [account, next] of [
      ['sales', 'New quote'],
      ['finance', 'New order'],
    ] as const) {
      const page = await as(account);
      await page.goto(`${stack.url}/customers/${customer.id}`);
      await page.getByRole('main').getByRole('link', { name: next }).waitFor();
      const primary = page.getByRole('main').locator('[data-variant=filled]');
      expect(await primary.allInnerTexts()).toEqual([next]);
    }
  });

  it('the technical manager is shown the closure first, and the way around it last, in red, with what it passes over', async () => {
    const page = await as('tech');
    await page.goto(`${stack.url}/projects/${project.id}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    const names = await items.allTextContents();
    expect(names[0]).toBe('Close technically');
    expect(names.at(-1)).toBe('Finalize without checks …');
    expect(await page.locator('.mantine-Menu-divider').count()).toBe(1);
    const colours = await items.evaluateAll((all) => all.map((item) => getComputedStyle(item).color));
    expect(colours.at(-1)).not.toBe(colours[0]);

    await items.last().click();
    const dialog = page.getByRole('dialog', { name: 'Finalize without checks' });
    await dialog.getByText(`${project.number} System Implementation · Client A`).waitFor();
    await dialog.getByText(/3 records hold up the closure/).waitFor();
    await dialog.getByText('Ordered, invoiced and received are not compared').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Close technically' }).click();
    await page.getByRole('heading', { name: 'Technical closure' }).waitFor();
  });

  it('who sees the money is told how much of it the emergency leaves open', async () => {
    const page = await as('admin');
    await page.goto(`${stack.url}/projects/${project.id}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Finalize without checks' }).click();
    await page.getByRole('dialog').getByText('€8,000.00 of the budget is not invoiced').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  it('who may not appoint managers reads who they are, and why it cannot be changed', async () => {
    const page = await as('tech');
    await page.goto(`${stack.url}/projects/${project.id}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit project' });
    for (const name of ['Project manager', 'Technical manager'])
      expect(await dialog.getByLabel(name).getAttribute('readonly')).not.toBeNull();
    expect(await dialog.getByText('Only who manages teams').count()).toBe(2);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('a project manager runs the project that they create; the rest of its budget is the final payment', async () => {
    const page = await as('pm');
    await page.goto(`${stack.url}/projects/new`);
    const manager = page.getByLabel('Project manager').first();
    await manager.waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value === 'Petra Manager'),
    );
    await page.getByLabel('Budget').fill('8000');
    await page.getByRole('button', { name: 'Add payment' }).click();
    await page.getByRole('group', { name: 'Payment 1' }).getByLabel('Amount').fill('3000');
    await page.getByRole('button', { name: 'Add final payment (€5,000.00)' }).click();
    const last = page.getByRole('group', { name: 'Payment 2' });
    expect(await last.getByLabel('Kind').first().inputValue()).toBe('Final payment');
    expect(await last.getByLabel('Amount').inputValue()).toMatch(/5,?000/);
  });

  it('why the kind of a payment stays is said where it cannot be changed', async () => {
    const page = await as('pm');
    await page.goto(`${stack.url}/projects/${project.id}?view=payments`);
    await page.getByRole('button', { name: 'Actions for Advance Payment' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByText('The kind stays. For another one, delete this payment and add it again.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  it('a draft for a payment is opened, not made a second time', async () => {
    const page = await as('finance');
    await page.goto(`${stack.url}/projects/${project.id}?view=payments`);
    await page.getByRole('link', { name: 'Invoice for Advance Payment' }).click();
    // Nobody's rate is taken for granted.
    const rate = page.getByLabel('Included tax');
    await rate.waitFor();
    expect(await rate.inputValue()).toBe('');
    await page.getByText('The milestone is due on 31 Jan 2099.').waitFor();
    await page.getByRole('button', { name: 'Take this as the due date' }).click();
    expect(await page.getByLabel('Due date').inputValue()).toBe('31/01/2099');

    const draft = await make(finance, '/invoices', {
      ...{ customerId: customer.id, currency: 'EUR', projectId: project.id },
      milestoneId: project.milestones[0].id,
      lines: [line('3000.00', '0')],
    });
    page.once('dialog', (dialog) => void dialog.accept());
    await page.goto(`${stack.url}/projects/${project.id}?view=payments`);
    const open = page.getByRole('link', { name: 'Open the draft for Advance Payment' });
    await open.waitFor();
    expect(await page.getByRole('link', { name: 'Invoice for Advance Payment' }).count()).toBe(0);
    await open.click();
    await page.waitForURL(`**/invoices/${draft.id}`);
  });

  it('before an invoice is issued, what it lacks is listed, and goes as it is said', async () => {
    const page = await as('finance');
    const missing = page.getByRole('alert').filter({ hasText: 'Missing for a valid invoice' });
    for (const text of ['The customer’s address.', 'The date of supply.', 'Why a line has no tax.'])
      await missing.getByText(text).waitFor();
    await page.getByLabel('Date of supply').fill('2026-01-31');
    await page.getByLabel('Why there is no tax').fill('Reverse charge');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await missing.getByText('The date of supply.').waitFor({ state: 'detached' });
    expect(await missing.getByText('Why a line has no tax.').count()).toBe(0);
    await page.getByRole('button', { name: 'Issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue' });
    await dialog.getByText('The customer’s address.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('an order that is invoiced whole is to be finalized; what is impossible is not the first thing said of it', async () => {
    const sales = await stack.as('sales');
    const order = await make(sales, '/cpos', {
      ...{ customerId: customer.id, number: 'PO-1', amount: '119.00', currency: 'EUR' },
      projectId: (await newProject(pm, customer.id, { title: 'Ordered' })).id,
    });
    const invoice = await make(finance, '/invoices', {
      ...{ customerId: customer.id, currency: 'EUR', projectId: order.projectId, cpoId: order.id },
      lines: [line('100.00')],
    });
    await make(finance, `/invoices/${invoice.id}/issue`);
    const receipt = await make(finance, '/receipts', {
      ...{ customerId: customer.id, currency: 'EUR', projectId: order.projectId, amount: '119.00' },
      paymentDate: '2026-01-31',
      allocations: [{ invoiceId: invoice.id, amount: '119.00' }],
    });
    await make(finance, `/receipts/${receipt.id}/issue`);
    await seen(sales, `/cpos/${order.id}`, ({ drawdown }) => drawdown.left === '0.00');
    const page = await as('admin');
    await page.goto(`${stack.url}/orders/${order.id}`);
    const variantOf = (name: string) =>
      page
        .getByRole('button', { name })
        .or(page.getByRole('link', { name }))
        .first()
        .getAttribute('data-variant');
    expect(await variantOf('Finalize')).toBe('filled');
    expect(await variantOf('New invoice')).toBe('default');
    expect(
      await page
        .getByText(/something is invoiced/)
        .first()
        .isVisible(),
    ).toBe(false);
    await page.getByText('Why some actions are not available').click();
    expect(
      await page
        .getByText(/something is invoiced/)
        .first()
        .isVisible(),
    ).toBe(true);
  });

  it('the dashboard leads from every kind of task to all of them', async () => {
    for (let no = 0; no < 6; no += 1)
      await make(finance, '/invoices', { customerId: customer.id, currency: 'EUR', lines: [line('1.00')] });
    const { total } = { total: (await see(finance, '/invoices?status=DRAFT&limit=200')).items.length };
    const page = await as('finance');
    await page.goto(stack.url);
    const card = page.getByRole('article').filter({ hasText: `${total} invoices to issue` });
    expect(await card.getByRole('heading').getByRole('link').count()).toBe(0);
    await card.getByRole('link', { name: `Show all ${total}` }).click();
    await page.waitForURL('**/invoices?status=DRAFT');
  });

  it('“Undo” stands whole beside a long message', async () => {
    const page = await as('admin');
    const { items } = await see(await stack.as('admin'), '/users?q=member@');
    await page.goto(`${stack.url}/users/${items[0].id}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Deactivate' }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    const fits = await undo.evaluate((button) => button.scrollWidth <= button.clientWidth);
    expect(fits).toBe(true);
    await undo.click();
    await page.getByText('Milo Member can sign in again').waitFor();
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});
