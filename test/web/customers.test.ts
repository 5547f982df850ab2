import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen } from '../stack/stories.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('Customers and quotes in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let sales: Page;
  let clerk: Client;
  let finance: Client;
  const complaints: string[][] = [];
  const enter = async (account: string): Promise<Page> => {
    const signed = await signedIn(browser, stack, account, /status of (400|401|409|412)/);
    complaints.push(signed.complaints);
    return signed.page;
  };
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor();
  const idIn = (page: Page) => new URL(page.url()).pathname.split('/').pop() ?? '';

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    [clerk, finance] = await Promise.all([stack.as('sales'), stack.as('finance')]);
    sales = await enter('sales');
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints.flat()).toEqual([]));

  it('a customer is added in the list, and found by e-mail, phone and VAT number', async () => {
    await sales.getByRole('link', { name: 'Customers' }).click();
    await heading(sales, 'Customers');
    await sales.getByText('No customer yet').waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('button', { name: '+ Add customer' }).first().click();
    const dialog = sales.getByRole('dialog', { name: 'Add customer' });
    await dialog.getByLabel('Name').fill('Client A');
    await dialog.getByLabel('E-mail address').fill('accounts@client-a.example');
    await dialog.getByLabel('Phone').fill('+49 30 1234567');
    await dialog.getByLabel('VAT number').fill('DE123456789');
    expect(await accessibilityOf(sales)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add customer' }).click();
    await heading(sales, 'Client A');
    await newCustomer(clerk, 'Zeppelin Works', { vatNumber: 'DE999999990' });
    await sales.getByRole('link', { name: 'Customers' }).click();
    await sales.getByRole('row', { name: /Zeppelin/ }).waitFor();
    for (const words of ['accounts@cl', '30 1234', 'DE1234567']) {
      await sales.getByRole('searchbox').fill(words);
      await sales.getByRole('row', { name: /Zeppelin/ }).waitFor({ state: 'detached' });
      await sales.getByRole('link', { name: 'Client A' }).waitFor();
      await sales.getByRole('searchbox').fill('');
      await sales.getByRole('row', { name: /Zeppelin/ }).waitFor();
    }
    expect(await accessibilityOf(sales)).toEqual([]);
  });

  it('its data are changed where they stand, also when a colleague was faster', async () => {
    await sales.getByRole('link', { name: 'Client A' }).click();
    await heading(sales, 'Client A');
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('button', { name: 'Edit' }).click();
    await sales.getByLabel('Location').fill('Berlin');
    await sales.getByLabel('Days to pay').fill('14');
    const id = idIn(sales);
    expect((await clerk.patch(`/customers/${id}`, { phone: '+49 30 7654321' })).status).toBe(200);
    await sales.getByRole('button', { name: 'Save' }).click();
    await sales.getByText('A colleague was faster').waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('button', { name: 'Load the new version' }).click();
    expect(await sales.getByLabel('Location').inputValue()).toBe('Berlin');
    await sales.getByRole('button', { name: 'Save' }).click();
    await sales.getByText('Berlin').waitFor();
    await sales.getByText('+49 30 7654321').waitFor();
    await sales.getByRole('button', { name: 'Edit' }).and(sales.locator(':focus')).waitFor();
    expect(await see(clerk, `/customers/${id}`)).toMatchObject({
      ...{ location: 'Berlin', paymentTermsDays: 14, phone: '+49 30 7654321' },
    });
  });

  it('it is deactivated at once, and active again from the toast', async () => {
    await sales.getByRole('button', { name: 'Deactivate' }).click();
    await sales.getByText('Inactive', { exact: true }).waitFor();
    await sales.getByRole('button', { name: 'Undo' }).click();
    await sales.getByText('Inactive', { exact: true }).waitFor({ state: 'detached' });
    await sales.getByRole('button', { name: 'Deactivate' }).waitFor();
  });

  it('a quote is typed with running totals and its budget as a tree, and sent', async () => {
    await sales.getByRole('link', { name: 'New quote' }).click();
    await heading(sales, 'New quote');
    await sales.getByLabel('Title').fill('System Implementation');
    const line = sales.getByRole('group', { name: 'Line 1' });
    await line.getByLabel('Description').fill('Implementation');
    await line.getByLabel('Quantity').fill('2');
    await line.getByLabel('Unit price').fill('3,361.34');
    await line.getByLabel('Tax').fill('19');
    await sales.getByText('€7,999.99').first().waitFor();
    await line.getByLabel('Unit price').fill('3,361.345');
    await sales.getByText('€8,000.00').first().waitFor();
    await sales.getByRole('button', { name: 'Add budget node' }).click();
    const top = sales.getByRole('group', { name: 'Budget node 1', exact: true });
    await top.getByLabel('Name').fill('Installation');
    await top.getByLabel('Amount').fill('8,000.01');
    await sales.getByText('€0.01 more than is quoted').waitFor();
    await top.getByLabel('Amount').fill('8,000');
    await sales.getByText('Exactly what is quoted').waitFor();
    await top.getByRole('button', { name: 'Add a part to 1' }).click();
    const part = sales.getByRole('group', { name: 'Budget node 1.1, part of 1' });
    await part.getByLabel('Name').fill('Cabling');
    await part.getByLabel('Amount').fill('1,500');
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('button', { name: 'Save draft' }).click();
    await heading(sales, 'System Implementation');
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('button', { name: 'Mark as sent' }).click();
    const dialog = sales.getByRole('dialog', { name: 'Mark as sent' });
    await dialog.getByText(/over €8,000.00 to Client A/).waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await dialog.getByRole('button', { name: 'Mark as sent' }).click();
    await sales.getByText(/^QUO-/).first().waitFor();
    await sales.getByRole('row', { name: /1.1 Cabling.*€1,500.00/ }).waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
  });

  it('the customer’s order is entered, and its project appears by itself', async () => {
    await sales.getByRole('button', { name: 'Enter the customer’s order' }).click();
    const dialog = sales.getByRole('dialog', { name: 'Enter the customer’s order' });
    await dialog.getByText('Exactly as quoted').waitFor();
    await dialog.getByLabel('The customer’s order number').fill('PO-4711');
    await dialog.getByLabel('Amount').fill('8,500');
    await dialog.getByText('+€500.00 against the quote over €8,000.00').waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await dialog.getByLabel('Amount').fill('8,000.00');
    await dialog.getByRole('button', { name: 'Enter order' }).click();
    await sales.getByText('Approved').first().waitFor();
    await sales.getByRole('link', { name: 'Order PO-4711' }).waitFor();
    await sales.getByRole('link', { name: /^PRJ-.* System Implementation/ }).waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('link', { name: /^PRJ-/ }).click();
    await heading(sales, 'System Implementation');
  });

  it('a quote for work that has begun is linked to its project, another is declined', async () => {
    const { items } = await see(clerk, '/customers?q=Zeppelin');
    const customer = items[0];
    const project = await newProject(await stack.as('pm'), customer.id, { title: 'Airship' });
    const draft = (title: string) =>
      make(clerk, '/quotes', {
        ...{ customerId: customer.id, currency: 'EUR', title },
        lines: [{ description: 'Work', quantity: '1', unitPrice: '500' }],
      });
    const [linked, declined] = [await draft('Hangar'), await draft('Mast')];
    await make(clerk, `/quotes/${linked.id}/send`);
    await make(clerk, `/quotes/${declined.id}/send`);
    await sales.goto(`${stack.url}/quotes/${linked.id}`);
    await sales.getByRole('button', { name: 'Link to a project' }).click();
    const dialog = sales.getByRole('dialog', { name: 'Link to a project' });
    await dialog.getByLabel('Project').fill('air');
    await sales.getByRole('option', { name: /Airship/ }).click();
    expect(await accessibilityOf(sales)).toEqual([]);
    await dialog.getByRole('button', { name: 'Link to a project' }).click();
    await sales.getByRole('link', { name: `${project.number} Airship` }).waitFor();

    await sales.getByRole('link', { name: 'Quotes' }).click();
    await sales.getByRole('row', { name: /Hangar/ }).waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('searchbox').fill('mast');
    await sales.getByRole('link', { name: /Mast/ }).click();
    await sales.getByRole('button', { name: 'Customer declined' }).click();
    const refusal = sales.getByRole('dialog', { name: 'Customer declined' });
    await refusal.getByLabel('Reason').fill('Another offer was lower');
    await refusal.getByRole('button', { name: 'Customer declined' }).click();
    await refusal.waitFor({ state: 'hidden' });
    await sales.getByText('Another offer was lower').waitFor();
    expect(await sales.getByRole('button', { name: 'Enter the customer’s order' }).count()).toBe(0);
  });

  it('finance sees what a customer owes and what credit is left, and no quotes', async () => {
    const { items } = await see(clerk, '/customers?q=Client');
    const customerId = items[0].id;
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '1000.00' }];
    const draft = await make(finance, '/invoices', { customerId, currency: 'EUR', lines });
    await make(finance, `/invoices/${draft.id}/issue`);
    await issuedReceipt(finance, {
      ...{ customerId, amount: '700.00' },
      allocations: [{ invoiceId: draft.id, amount: '400.00' }],
    });
    await seen(finance, `/customers/${customerId}/credit`, ({ credits }) => credits.length > 0);
    const page = await enter('finance');
    expect(await page.getByRole('link', { name: 'Quotes' }).count()).toBe(0);
    await page.goto(`${stack.url}/customers/${customerId}`);
    await page.getByRole('region', { name: 'Credit' }).getByText('€300.00', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Invoices' })
      .getByRole('row', { name: /^INV-.*€1,000.00.*€600.00/ })
      .waitFor();
    await page.getByRole('region', { name: 'Orders' }).getByRole('link', { name: 'PO-4711' }).waitFor();
    expect(await page.getByRole('region', { name: 'Quotes' }).count()).toBe(0);
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('who enters a customer that is there already is told so, with the way to the other', async () => {
    const first = await newCustomer(clerk, 'Twice Ltd');
    await sales.goto(`${stack.url}/customers`);
    await sales.getByRole('button', { name: '+ Add customer' }).first().click();
    const dialog = sales.getByRole('dialog', { name: 'Add customer' });
    await dialog.getByLabel('Name').fill('Twice Ltd');
    await dialog.getByLabel('E-mail address').fill(first.email);
    await dialog.getByRole('button', { name: 'Add customer' }).click();
    await heading(sales, 'Twice Ltd');
    await sales.getByRole('main').getByText('Another customer has the same name and e-mail.').waitFor();
    expect(await accessibilityOf(sales)).toEqual([]);
    await sales.getByRole('main').getByRole('link', { name: 'Twice Ltd' }).click();
    await sales.waitForURL(`${stack.url}/customers/${first.id}`);
  });

  it('all of it is there in German', async () => {
    await sales.getByRole('button', { name: /^Account of/ }).click();
    await sales.getByRole('menuitem', { name: 'Deutsch' }).click();
    await sales.getByRole('link', { name: 'Angebote' }).click();
    await heading(sales, 'Angebote');
    await sales.getByRole('link', { name: 'Bestellungen' }).click();
    await heading(sales, 'Bestellungen');
    await sales.getByRole('link', { name: 'PO-4711' }).click();
    await sales.getByText('Betrag, der gilt').waitFor();
    await sales.getByText('8.000,00 €').first().waitFor();
    await sales.getByRole('link', { name: 'Kunden' }).click();
    await heading(sales, 'Kunden');
  });
});
