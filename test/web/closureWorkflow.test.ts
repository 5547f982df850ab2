import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, seen } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { inBrowser, picture, signedIn, startBrowser } from './browser.js';

/** From quote to finalized, each step by the one whose step it is, in a window of their own. */
inBrowser('A project on its way from quote to finalized, in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let sales: Page;
  let tech: Page;
  let finance: Page;
  let projectId: string;
  const complaints: string[][] = [];

  const enter = async (account: string): Promise<Page> => {
    // Nothing is refused on this way: what is previewed is not asked for once more when it is done.
    const window = await signedIn(browser, stack, account, /^$/);
    complaints.push(window.complaints);
    return window.page;
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    await newCustomer(await stack.as('sales'), 'Client A', { vatNumber: 'DE123456789' });
    [sales, tech, finance] = [await enter('sales'), await enter('tech'), await enter('finance')];
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints.flat()).toEqual([]));

  const field = (page: Page, name: string): Locator =>
    page.getByRole('textbox', { name }).or(page.getByLabel(name)).first();
  const heading = (page: Page, name: string | RegExp): Promise<void> =>
    page.getByRole('heading', { name, level: 1 }).waitFor();
  const closureOf = (page: Page): Promise<unknown> =>
    page.goto(`${stack.url}/projects/${projectId}?view=closure`);

  it('sales quotes, and sends the quote', async () => {
    await sales.getByRole('link', { name: 'Quotes', exact: true }).click();
    await sales.getByRole('link', { name: 'New quote' }).first().click();
    await heading(sales, 'New quote');
    await field(sales, 'Customer').fill('client a');
    await sales.getByRole('option', { name: /Client A/ }).click();
    await sales.getByLabel('Title').fill('Support for a year');
    const line = sales.getByRole('group', { name: 'Line 1', exact: true });
    await line.getByLabel('Description').fill('Support, by month');
    await line.getByLabel('Quantity').fill('12');
    await line.getByLabel('Unit price').fill('100');
    await line.getByLabel(/^Tax/).fill('0');
    await sales.getByText('€1,200.00').first().waitFor();
    await sales.getByRole('button', { name: 'Save draft' }).click();
    await sales.getByRole('button', { name: 'Mark as sent' }).click();
    const dialog = sales.getByRole('dialog', { name: 'Mark as sent' });
    await dialog.getByRole('button', { name: 'Mark as sent' }).click();
    await sales
      .getByText(/QUO?-?\d{4}-0001/)
      .first()
      .waitFor();
  });

  it('the customer’s order approves it, and the project creates itself before one’s eyes', async () => {
    await sales.getByRole('button', { name: 'Enter the customer’s order' }).click();
    const dialog = sales.getByRole('dialog', { name: 'Enter the customer’s order' });
    await dialog.getByText('Exactly as quoted, €1,200.00').waitFor();
    await dialog.getByLabel('The customer’s order number').fill('PO-4711');
    await dialog.getByRole('button', { name: 'Enter order' }).click();
    const link = sales.getByRole('link', { name: /PRJ-\d{4}-0001 Support for a year/ });
    await link.waitFor();
    await picture(sales, 'quote');
    await link.click();
    await sales.waitForURL(/\/projects\//);
    await heading(sales, 'Support for a year');
    projectId = new URL(sales.url()).pathname.split('/').pop() ?? '';
  });

  it('the technical manager clears what is pending where it is read, and closes the work', async () => {
    await closureOf(tech);
    for (const line of [/accepted the deliverables/, /Outstanding issues/, /signed off/]) {
      const box = tech.getByRole('checkbox', { name: line });
      await box.click();
      await box.waitFor({ state: 'detached' });
    }
    await tech.getByText('Nothing is pending: the work can be closed.').waitFor();
    await tech.getByRole('button', { name: 'Close technically' }).click();
    const dialog = tech.getByRole('dialog', { name: 'Close technically' });
    await dialog.getByText('Active → Technically closed').waitFor();
    await dialog.getByRole('button', { name: 'Close technically' }).click();
    await tech.getByText('The work is closed. Invoicing and collection go on.').waitFor();
    await tech.getByText(/^Technically closed by Theo/).waitFor();
  });

  it('finance reads what stands in the way, in figures, with the way to clear it', async () => {
    await closureOf(finance);
    await finance.getByText('€1,200.00 ordered, €0.00 invoiced: €1,200.00 not invoiced yet.').waitFor();
    await finance
      .getByText(/PO-4711/)
      .first()
      .waitFor();
    expect(await finance.getByRole('button', { name: 'Finalize' }).count()).toBe(0);
    await picture(finance, 'closure');
  });

  it('so finance invoices the order, and the customer pays', async () => {
    const order = (await see(await stack.as('sales'), '/cpos?q=PO-4711')).items[0];
    await finance.goto(
      `${stack.url}/invoices/new?customerId=${order.customerId}&projectId=${projectId}&cpoId=${order.id}`,
    );
    const line = finance.getByRole('group', { name: 'Line 1', exact: true });
    await line.getByLabel('Description').fill('Support for a year');
    await line.getByLabel('Quantity').fill('1');
    await line.getByLabel('Unit price').fill('1200');
    await line.getByLabel(/^Tax/).fill('0');
    await finance.getByText('€0.00 would be left of it').waitFor();
    await finance.getByRole('button', { name: 'Save and issue …' }).click();
    const issue = finance.getByRole('dialog', { name: 'Issue' });
    await issue.getByText(/Invoice INV-\d{4}-0001 over €1,200.00/).waitFor();
    await issue.getByRole('button', { name: 'Issue' }).click();
    await heading(finance, /INV-\d{4}-0001/);
    await picture(finance, 'invoice');

    await finance.getByRole('link', { name: 'Record a receipt' }).click();
    await finance.getByLabel('Date of payment').fill('2026-01-31');
    await finance.getByRole('button', { name: 'Save and issue …' }).click();
    const receipt = finance.getByRole('dialog', { name: 'Issue receipt' });
    await receipt.getByText(/Receipt REC-\d{4}-0001 over €1,200.00/).waitFor();
    await receipt.getByRole('button', { name: 'Issue', exact: true }).click();
    await heading(finance, /^REC-\d{4}-0001$/);
  });

  it('sales finalizes the order; only then may the project be closed', async () => {
    await closureOf(finance);
    await finance.getByText('1 thing stands in the way').waitFor();
    expect(await finance.getByRole('button', { name: 'Finalize' }).count()).toBe(0);
    await sales.getByRole('link', { name: 'Orders', exact: true }).click();
    await sales.getByRole('link', { name: 'PO-4711' }).click();
    await sales
      .getByRole('img', { name: '€1,200.00 received and €1,200.00 invoiced of €1,200.00' })
      .waitFor();
    await sales.getByRole('button', { name: 'Finalize' }).click();
    await sales.getByRole('button', { name: 'Reopen' }).waitFor();
    await finance.getByText('Ordered, invoiced and received agree: the project can be finalized.').waitFor();
  });

  it('finance finalizes, after a look at what follows; whoever looks at the project sees it', async () => {
    await finance.getByRole('button', { name: 'Finalize' }).click();
    const dialog = finance.getByRole('dialog', { name: 'Finalize' });
    await dialog.getByText('Technically closed → Finalized').waitFor();
    await dialog.getByRole('button', { name: 'Finalize' }).click();
    await finance.getByText('The project is finalized.').waitFor();
    await tech.getByText('Finalized', { exact: true }).first().waitFor();
    await seen(await stack.as('pm'), `/projects/${projectId}`, ({ status }) => status === 'FINALIZED');
    await closureOf(tech);
    await tech.getByText('The project is finalized: nothing goes on in it.').waitFor();
    await tech.getByText(/^Technically closed by/).waitFor();
    expect(await tech.getByText('Invoicing and collection go on.').count()).toBe(0);
  });

  it('a project that is finalized past the checks says so: what was open, by whom, and why', async () => {
    const pm = await stack.as('pm');
    const [customer] = (await see(pm, '/customers')).items;
    const project = await newProject(pm, customer.id, { title: 'Given up' });
    await make(pm, `/projects/${project.id}/emergency-finalize`, { reason: 'The customer is gone' });
    await tech.goto(`${stack.url}/projects/${project.id}?view=closure`);
    await tech.getByText('3 items were still open and were passed over.').waitFor();
    await tech.getByText(/^Finalized without checks by /).waitFor();
    await tech.getByText('Reason: The customer is gone').waitFor();
    expect(await tech.getByText(/Who can clear it/).count()).toBe(0);
  });
});
