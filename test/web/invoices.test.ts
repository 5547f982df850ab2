import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('Invoices in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let finance: Client;
  let customer: Json;
  let project: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    finance = await stack.as('finance');
    const [sales, pm] = await Promise.all([stack.as('sales'), stack.as('pm')]);
    customer = await newCustomer(sales, 'Client A', { paymentTermsDays: 14 });
    const other = await newCustomer(sales, 'Bystander B');
    project = await newProject(pm, customer.id, {
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000.00' },
        { type: 'FINAL', expectedAmount: '5000.00' },
      ],
    });
    await newProject(pm, other.id, { title: 'Not this one' });
    await make(finance, '/cpos', {
      customerId: customer.id,
      number: 'PO-4711',
      amount: '8000.00',
      currency: 'EUR',
      projectId: project.id,
    });
    ({ page, complaints } = await signedIn(browser, stack, 'finance', /status of (400|409|412)/));
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  const field = (name: string | RegExp) =>
    page.getByRole('textbox', { name }).or(page.getByRole('combobox', { name }));

  it('finance asks for a milestone: customer, then that customer’s project, then its milestone', async () => {
    await page.getByRole('link', { name: 'Invoices', exact: true }).click();
    await page.getByRole('heading', { name: 'No invoice yet' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'New invoice' }).first().click();
    await page.getByRole('heading', { name: 'New invoice', level: 1 }).waitFor();
    expect(await field('Project').isDisabled()).toBe(true);

    await field('Customer').fill('client a');
    await page.getByRole('option', { name: /Client A/ }).click();
    await page.getByText(/When left empty: 14 days after issue/).waitFor();
    await field('Project').click();
    await page.getByRole('option', { name: /System Implementation/ }).waitFor();
    expect(await page.getByRole('option', { name: /Not this one/ }).count()).toBe(0);
    await page.getByRole('option', { name: /System Implementation/ }).click();
    expect(await accessibilityOf(page)).toEqual([]);
    await field('Milestone').click();
    await page.getByRole('option', { name: /Advance Payment.*€3,000.00 expected/ }).click();

    await page.getByText('€3,000.00 as agreed, tax included').waitFor();
    await page.getByText('€5,000.00 would be left of it').waitFor();
    await field('Included tax').fill('19');
    await page.getByText('Tax 19 % on €2,521.01').waitFor();
    await page.getByText('€478.99').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('looks ahead, issues it, and sees it locked', async () => {
    await page.getByRole('button', { name: 'Save and issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue' });
    await dialog.getByText(/Invoice INV-\d{4}-0001 over €3,000.00/).waitFor();
    await dialog
      .getByText(/The invoice gets its number and can no longer be changed.*Nothing is sent/)
      .waitFor();
    await dialog.getByText('Invoice: Draft → Issued').waitFor();
    await dialog.getByRole('row', { name: 'VAT 19 % €478.99' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Issue' }).click();
    await page.getByRole('heading', { name: /INV-\d{4}-0001/, level: 1 }).waitFor();
    await page.getByText(/Issued as INV-\d{4}-0001 on .* by /).waitFor();
    await page.getByText('It never changes; correct it with a credit note.').waitFor();
    expect(await page.getByRole('button', { name: 'Save draft' }).count()).toBe(0);
    await page.getByRole('link', { name: 'PO-4711' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    const [receipt, pdf] = await Promise.all(
      ['Record a receipt', 'PDF'].map((name) => page.getByRole('link', { name }).getAttribute('href')),
    );
    expect(receipt).toMatch(/^\/receipts\/new\?customerId=.*&projectId=.*&milestoneId=.*&invoiceId=/);
    expect(pdf).toMatch(/^\/api\/v1\/invoices\/.*\/pdf\?language=en$/);
  });

  it('writes lines with the keyboard, sees what they come to, and what the API refuses stays as it was typed', async () => {
    await page.goto(`${stack.url}/invoices/new?customerId=${customer.id}`);
    const line = (no: number) => page.getByRole('group', { name: `Line ${no}`, exact: true });
    await line(1).getByLabel('Description').fill('Hours');
    await line(1).getByLabel('Quantity').fill('7.5');
    await line(1).getByLabel('Unit price').fill('120');
    await line(1).getByLabel('Tax').fill('19');
    await page.getByRole('button', { name: 'Add line' }).press('Enter');
    await page.keyboard.type('Rounding');
    await line(2).getByLabel('Quantity').fill('0.333333');
    await line(2).getByLabel('Unit price').fill('10');
    expect(await line(2).getByLabel('Tax').inputValue()).toBe('19');
    await page.getByText('Tax 19 % on €903.33').waitFor();
    await page.getByText('€1,074.96').first().waitFor();
    await line(2).getByLabel('Description').press('Alt+ArrowUp');
    expect(await line(1).getByLabel('Description').inputValue()).toBe('Rounding');
    await page.keyboard.type('!');
    expect(await line(1).getByLabel('Description').inputValue()).toBe('Rounding!');
    expect(await accessibilityOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Remove line 2' }).press('Enter');
    await line(2).waitFor({ state: 'detached' });
    await page.getByText('Line 2 was removed').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await line(2).getByLabel('Description').inputValue()).toBe('Hours');

    await line(2).getByLabel('Quantity').fill('seven');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await line(2).getByText('More than 0.').waitFor();
    expect(await line(2).getByLabel('Quantity').inputValue()).toBe('seven');
    expect(await accessibilityOf(page)).toEqual([]);
    await line(2).getByLabel('Quantity').fill('7.5');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('heading', { name: 'Draft', level: 1 }).waitFor();
    const id = new URL(page.url()).pathname.split('/').pop() ?? '';
    expect((await see(finance, `/invoices/${id}`)).totals).toMatchObject({
      net: '903.33',
      tax: '171.63',
      gross: '1074.96',
    });
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('a colleague’s change in between is said, and what was typed outlives it', async () => {
    const id = new URL(page.url()).pathname.split('/').pop() ?? '';
    await field('Due date').or(page.getByLabel('Due date')).first().fill('2030-04-01');
    const { lines } = await see(finance, `/invoices/${id}`);
    const more = lines.map(({ description, quantity, unitPrice }: Json) => ({
      description,
      quantity,
      unitPrice,
    }));
    expect((await finance.patch(`/invoices/${id}`, { lines: more })).status).toBe(200);
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('A colleague changed this draft meanwhile').waitFor();
    await page.getByText('Changed: Lines.', { exact: false }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Load the new version' }).click();
    await page.getByText('€903.33').first().waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    const saved = await seen(finance, `/invoices/${id}`, ({ dueDate }) => dueDate === '2030-04-01');
    expect(saved.totals.gross).toBe('903.33');

    await page.getByRole('button', { name: 'Throw away …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Throw away' });
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Throw away' }).click();
    await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor();
    expect((await finance.get(`/invoices/${id}`)).status).toBe(404);
  });

  it('a part of the invoice is credited, never more than is left', async () => {
    await page.getByRole('searchbox', { name: 'Search' }).fill('system impl');
    await page.getByRole('link', { name: /^INV-/ }).click();
    await page.getByRole('button', { name: 'Credit note …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Credit note' });
    await dialog.getByText('€3,000.00 of €3,000.00 that are left').waitFor();
    await dialog
      .getByText(/gets its number and can no longer be changed. Nothing is sent to the customer/)
      .waitFor();
    await dialog.getByText('Parts of lines').click();
    const amount = dialog.getByRole('textbox', { name: /^Net amount to credit/ });
    await amount.fill('2600');
    await dialog.getByText('More than is left').waitFor();
    expect(await dialog.getByRole('button', { name: 'Issue credit note' }).isDisabled()).toBe(true);
    await amount.fill('1000');
    await dialog.getByText('€1,190.00 of €3,000.00 that are left').waitFor();
    await dialog.getByText(/Credit note CRN-\d{4}-0001 over €1,190.00/).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('Two days less');
    await dialog.getByRole('button', { name: 'Issue credit note' }).click();
    await page.getByRole('heading', { name: /CRN-\d{4}-0001/, level: 1 }).waitFor();
    await page.getByText('Two days less').waitFor();
    await page.getByText(/Issued as CRN-\d{4}-0001 on .* by /).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('link', { name: /^INV-/ }).click();
    await page.getByRole('rowheader', { name: /^CRN-/ }).waitFor();
    await page.getByText('€1,810.00').first().waitFor();
    const id = new URL(page.url()).pathname.split('/').pop() ?? '';
    const to = { customerId: customer.id, projectId: project.id, amount: '810.00' };
    await issuedReceipt(finance, { ...to, allocations: [{ invoiceId: id, amount: '810.00' }] });
    await page.getByRole('row', { name: /^REC-.*€810.00/ }).waitFor();
    await page.getByText('€1,000.00').last().waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('the list says what is overdue, and credit notes have one of their own', async () => {
    const draft = await make(finance, '/invoices', {
      customerId: customer.id,
      currency: 'EUR',
      dueDate: '2026-01-02',
      lines: [{ description: 'Spare part', quantity: '2', unitPrice: '49.90' }],
    });
    await make(finance, `/invoices/${draft.id}/issue`);
    await make(finance, '/invoices', {
      customerId: customer.id,
      currency: 'EUR',
      lines: [{ description: 'Later', quantity: '1', unitPrice: '10' }],
    });
    await page.getByRole('link', { name: 'Invoices', exact: true }).click();
    await page.getByText('3 invoices shown').first().waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByLabel('Overdue only').click();
    await page.getByText('1 invoice shown').first().waitFor();
    await page.getByText('due 2 Jan 2026').waitFor();
    await page.getByRole('tab', { name: 'Credit notes' }).click();
    await page.getByRole('link', { name: /^CRN-/ }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('from the project, a milestone is one press away from its invoice', async () => {
    await page.goto(`${stack.url}/projects/${project.id}?view=payments`);
    await page.getByRole('link', { name: /^INV-/ }).waitFor();
    expect(await page.getByRole('link', { name: 'Invoice for Advance Payment' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Invoice for Final Payment' }).click();
    await page.getByText('€5,000.00 as agreed, tax included').waitFor();
    expect(await field('Included tax').inputValue()).toBe('0');
    await page.getByText(/^as on INV-/).waitFor();
    expect(await field('Customer').inputValue()).toBe('Client A');
    await page.getByRole('button', { name: 'Take the customer away' }).or(field('Customer')).first().click();
    await field('Customer').fill('bystander');
    await page.getByRole('option', { name: /Bystander B/ }).click();
    await page.getByRole('group', { name: 'Line 1', exact: true }).waitFor();
    expect(await field('Project').inputValue()).toBe('');
    expect(await field('Milestone').inputValue()).toBe('');
  });

  it('who may only look sees no way to change; sales sees no invoices at all', async () => {
    const { items } = await see(finance, '/invoices');
    const [draft, issued] = ['DRAFT', 'ISSUED'].map((status) =>
      items.find((item: Json) => item.status === status),
    );
    const pm = await signedIn(browser, stack, 'pm');
    await pm.page.goto(`${stack.url}/invoices/${issued.id}`);
    await pm.page.getByText('It never changes', { exact: false }).waitFor();
    expect(await pm.page.getByRole('button', { name: 'Credit note …' }).count()).toBe(0);
    expect(await pm.page.getByRole('link', { name: 'Record a receipt' }).count()).toBe(0);
    await pm.page.goto(`${stack.url}/invoices/${draft.id}`);
    await pm.page.getByRole('heading', { name: 'Draft', level: 1 }).waitFor();
    expect(await pm.page.getByRole('button', { name: 'Save draft' }).count()).toBe(0);
    expect(await accessibilityOf(pm.page)).toEqual([]);

    const sales = await signedIn(browser, stack, 'sales', /status of 403/);
    await sales.page.getByRole('link', { name: 'Projects', exact: true }).waitFor();
    expect(await sales.page.getByRole('link', { name: 'Invoices', exact: true }).count()).toBe(0);
    await sales.page.goto(`${stack.url}/projects/${project.id}?view=payments`);
    await sales.page.getByRole('rowheader', { name: 'Final Payment' }).waitFor();
    expect(await sales.page.getByRole('link', { name: /^Invoice for/ }).count()).toBe(0);
    expect([...pm.complaints, ...sales.complaints]).toEqual([]);
  });

  it('everything is there in German, amounts written as in German', async () => {
    await page.goto(`${stack.url}/invoices/new`);
    await field('Customer').fill('bystander');
    await page.getByRole('option', { name: /Bystander B/ }).click();
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Neue Rechnung', level: 1 }).waitFor();
    const line = page.getByRole('group', { name: 'Position 1', exact: true });
    await line.getByLabel('Beschreibung').fill('Beratung');
    await line.getByLabel('Einzelpreis').fill('1.234,5');
    await line.getByLabel('Steuer').fill('19');
    expect(await line.getByLabel('Einzelpreis').inputValue()).toBe('1.234,50');
    await page.getByText('1.469,06').first().waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Entwurf speichern' }).click();
    await page.getByRole('heading', { name: 'Entwurf', level: 1 }).waitFor();
  });
});
