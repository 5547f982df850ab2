import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { make, newCustomer, newProject, see, type Json } from '../stack/stories.js';
import { accessibilityOf, inBrowser, picture, signedIn, startBrowser } from './browser.js';

inBrowser('Orders in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let sales: Page;
  let direction: Page;
  let finance: Client;
  let customer: Json;
  let project: Json;
  const complaints: string[][] = [];
  const enter = async (account: string): Promise<Page> => {
    const signed = await signedIn(browser, stack, account, /status of (400|401|409|412)/);
    complaints.push(signed.complaints);
    return signed.page;
  };
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor();
  const orderOf = (page: Page) => new URL(page.url()).pathname.split('/').pop() ?? '';

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    const [clerk, pm] = await Promise.all([stack.as('sales'), stack.as('pm')]);
    finance = await stack.as('finance');
    customer = await newCustomer(clerk, 'Client A', { vatNumber: 'DE123456789' });
    project = await newProject(pm, customer.id, { title: 'Bridge' });
    [sales, direction] = await Promise.all([enter('sales'), enter('direction')]);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints.flat()).toEqual([]));

  it('sales enters the order of a customer for a project, and sees how it compares with the budget', async () => {
    await sales.getByRole('link', { name: 'Orders' }).click();
    await heading(sales, 'Orders');
    await sales.getByText('No order yet').waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('link', { name: 'New order' }).first().click();
    await heading(sales, 'New order');
    await sales.getByLabel('Customer').first().fill('DE1234');
    await sales.getByRole('option', { name: /Client A/ }).click();
    await sales.getByLabel('Project').first().fill('bridge');
    await sales.getByRole('option', { name: /Bridge/ }).click();
    await sales.getByLabel('The customer’s order number').fill('PO-4711');
    await sales.getByLabel('Amount').fill('7,500');
    await sales.getByText('-€500.00 against the project’s budget').waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByLabel('Amount').fill('8,000.00');
    await sales.getByText('Exactly the project’s budget').waitFor();
    await sales.getByRole('button', { name: 'Enter order' }).click();
    await heading(sales, 'PO-4711');
    await sales.getByRole('img', { name: '€0.00 received and €0.00 invoiced of €8,000.00' }).waitFor();
    expect(await sales.getByRole('link', { name: 'Decisions' }).count()).toBe(0);
    expect(await accessibilityOf(sales)).toEqual([]);
  });

  it('a number that the customer has used is refused at the form, and nothing typed is lost', async () => {
    await sales.goto(`${stack.url}/orders/new?customerId=${customer.id}`);
    await sales.getByLabel('The customer’s order number').fill('po-4711');
    await sales.getByLabel('Amount').fill('10');
    await sales.getByRole('button', { name: 'Enter order' }).click();
    await sales
      .getByRole('alert')
      .getByText(/already has a purchase order/)
      .waitFor();
    expect(await sales.getByLabel('Amount').inputValue()).toBe('10.00');
  });

  it('the changed order waits for direction, who sees the count, compares side by side and approves', async () => {
    await direction.getByRole('link', { name: 'Decisions' }).click();
    await direction.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
    expect(await accessibilityOf(direction)).toEqual([]);

    await sales.getByRole('link', { name: 'Orders' }).click();
    await sales.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click();
    await sales.getByRole('searchbox').fill('4711');
    await sales.getByRole('link', { name: 'PO-4711' }).click();
    await sales.getByRole('button', { name: 'Finalize' }).waitFor();
    expect(await sales.getByRole('main').locator('button').filter({ visible: true }).allInnerTexts()).toEqual(
      expect.arrayContaining(['Actions', 'Finalize']),
    );
    await sales.getByRole('button', { name: 'Actions' }).click();
    await sales.getByRole('menuitem', { name: 'New version' }).waitFor();
    expect(await sales.getByRole('menuitem').allInnerTexts()).toEqual(['New version', 'Cancel order']);
    await sales.getByRole('menuitem', { name: 'New version' }).click();
    const dialog = sales.getByRole('dialog', { name: 'New version' });
    await dialog.getByLabel('New amount').fill('9,000');
    await dialog.getByText('Difference: +€1,000.00').waitFor();
    await dialog.getByLabel('Reason').fill('A second server');
    expect(await accessibilityOf(sales)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send to direction' }).click();
    await sales.getByText('Version 2 waits for direction').waitFor();
    expect(await sales.getByRole('button', { name: 'Approve version' }).count()).toBe(0);
    expect(await sales.getByRole('button', { name: 'Finalize' }).count()).toBe(0);
    await sales.getByText(/Until direction has decided/).waitFor();

    await direction.getByRole('link', { name: 'Decisions 1 waits' }).waitFor();
    await direction.getByText('A second server').waitFor();
    await direction.getByText(/^Sam Sales/).waitFor();
    await picture(direction, 'decisions');
    expect(await accessibilityOf(direction)).toEqual([]);
    await direction.getByRole('link', { name: 'Compare the versions' }).click();
    await direction.getByRole('columnheader', { name: 'Version 1' }).waitFor();
    await direction.getByRole('row', { name: /Amount \(differs\).*Difference: \+€1,000.00/ }).waitFor();
    expect(await accessibilityOf(direction)).toEqual([]);
    await direction.goBack();
    await direction.getByRole('button', { name: 'Approve version' }).click();
    const approval = direction.getByRole('dialog', { name: 'Approve version' });
    await approval.getByText('counts as €9,000.00 from now on, +€1,000.00').waitFor();
    expect(await accessibilityOf(direction)).toEqual([]);
    await approval.getByRole('button', { name: 'Approve version' }).click();
    await direction.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
    await direction.getByRole('link', { name: /^Decisions$/ }).waitFor();

    await sales.getByRole('img', { name: '€0.00 received and €0.00 invoiced of €9,000.00' }).waitFor();
    await sales.getByRole('listitem').getByText('Version approved · Version 2 · €9,000.00').waitFor();
    await sales
      .getByText(/^Dora Director/)
      .first()
      .waitFor();
  });

  it('what agrees is finalized at once, and taken back from the toast', async () => {
    const id = orderOf(sales);
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '9000.00' }];
    const draft = await make(finance, '/invoices', {
      customerId: customer.id,
      currency: 'EUR',
      cpoId: id,
      lines,
    });
    await make(finance, `/invoices/${draft.id}/issue`);
    const receipt = await make(finance, '/receipts', {
      ...{ customerId: customer.id, currency: 'EUR', amount: '9000.00', paymentDate: '2026-01-31' },
      projectId: project.id,
      allocations: [{ invoiceId: draft.id, amount: '9000.00' }],
    });
    await make(finance, `/receipts/${receipt.id}/issue`);
    await sales
      .getByRole('img', { name: '€9,000.00 received and €9,000.00 invoiced of €9,000.00' })
      .waitFor();
    await sales.getByText('Why some actions are not available').click();
    await sales.getByText('Cancel order: something is invoiced against the order; credit it first').waitFor();
    await sales.getByRole('button', { name: 'New version' }).waitFor();
    expect(await sales.getByText('Cancel order', { exact: true }).count()).toBe(0);
    await sales.getByRole('button', { name: 'Finalize' }).click();
    await sales.getByText('Finalized', { exact: true }).first().waitFor();
    await sales.getByRole('button', { name: 'Undo' }).click();
    await sales.getByText('Finalized by mistake, taken back at once').waitFor();
    await sales.getByRole('button', { name: 'Finalize' }).click();
    await sales.getByRole('button', { name: 'Reopen' }).waitFor();
    expect((await see(finance, `/cpos/${id}`)).mismatch).toBeNull();
    expect(await accessibilityOf(sales)).toEqual([]);
  });

  it('a mismatch is foretold, found, reported, and accepted with a reason; the next decision has the focus', async () => {
    const clerk = await stack.as('sales');
    const order = (number: string) =>
      make(clerk, '/cpos', { customerId: customer.id, number, amount: '500.00', currency: 'EUR' });
    const [short, other] = [await order('PO-4712'), await order('PO-4713')];
    await sales.goto(`${stack.url}/orders/${short.id}`);
    await sales.getByRole('button', { name: 'Finalize' }).click();
    const foretold = sales.getByRole('dialog', { name: 'Finalize' });
    await foretold.getByText(/a mismatch of €500.00 will be found/).waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await foretold.getByRole('button', { name: 'Finalize' }).click();
    await sales.getByText('Mismatch found').first().waitFor();
    await sales.getByRole('button', { name: 'Report to direction' }).click();
    const report = sales.getByRole('dialog', { name: 'Report to direction' });
    await report.getByRole('button', { name: 'Report to direction' }).click();
    expect(await report.isVisible()).toBe(true);
    await report.getByLabel('Reason').fill('The customer ordered twice');
    expect(await accessibilityOf(sales)).toEqual([]);
    await report.getByRole('button', { name: 'Report to direction' }).click();
    await sales.getByText('Mismatch reported').first().waitFor();
    await make(clerk, `/cpos/${other.id}/versions`, { amount: '400.00', reason: 'Less' });

    await direction.getByRole('link', { name: 'Decisions 2 wait' }).click();
    const waiting = direction.getByRole('region', { name: 'Order PO-4712' });
    await waiting.getByRole('button', { name: 'Accept mismatch' }).click();
    const acceptance = direction.getByRole('dialog', { name: 'Accept mismatch' });
    await acceptance.getByLabel('Reason').fill('Agreed by telephone');
    expect(await accessibilityOf(direction)).toEqual([]);
    await direction.keyboard.press('Tab');
    await acceptance.getByRole('button', { name: 'Accept mismatch' }).click();
    await waiting.waitFor({ state: 'detached' });
    await direction.waitForFunction(() => document.activeElement?.getAttribute('data-decision') !== null);
    await direction.getByRole('region', { name: 'Order PO-4713' }).and(direction.locator(':focus')).waitFor();
    await sales.getByText('Mismatch accepted').first().waitFor();
    await sales.getByText('Agreed by telephone').first().waitFor();
  });

  it('the list is filtered by what waits, and a project shows its orders', async () => {
    await sales.getByRole('link', { name: 'Orders' }).click();
    await sales.getByRole('row', { name: /PO-4711/ }).waitFor();
    await sales.getByLabel('Status').first().click();
    await sales.getByRole('option', { name: 'Waits for direction' }).click();
    await sales.waitForURL(/status=DIRECTION_PENDING/);
    await sales.getByRole('row', { name: /PO-4711/ }).waitFor({ state: 'detached' });
    await sales.getByRole('row', { name: /PO-4713/ }).waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('searchbox').fill('nothing like it');
    await sales.getByRole('button', { name: 'Reset filters' }).click();
    await sales.getByRole('link', { name: /PRJ-.* Bridge/ }).click();
    await heading(sales, 'Bridge');
    await sales.getByRole('tab', { name: 'Payments' }).click();
    await sales.getByRole('region', { name: 'Orders' }).getByRole('link', { name: 'PO-4711' }).waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
  });
});
