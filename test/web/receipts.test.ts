import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('Receipts in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let finance: Client;
  let customer: Json;
  let project: Json;
  let invoices: Json[];

  async function issuedInvoice(amount: string, more: object = {}): Promise<Json> {
    const lines = [{ description: 'Work', quantity: '1', unitPrice: amount, taxRate: '0' }];
    const draft = await make(finance, '/invoices', {
      customerId: customer.id,
      currency: 'EUR',
      lines,
      ...more,
    });
    return make(finance, `/invoices/${draft.id}/issue`);
  }

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    const [sales, pm] = await Promise.all([stack.as('sales'), stack.as('pm')]);
    finance = await stack.as('finance');
    customer = await newCustomer(sales, 'Client A');
    const other = await newCustomer(sales, 'Client B');
    project = await newProject(pm, customer.id, {
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000' },
        { type: 'PROGRESS', expectedAmount: '1000' },
        { type: 'PROGRESS', expectedAmount: '1000' },
        { type: 'FINAL', expectedAmount: '3000' },
      ],
    });
    await newProject(pm, other.id, { title: 'Somebody else’s' });
    invoices = [
      await issuedInvoice('700.00', { projectId: project.id }),
      await issuedInvoice('500.50', { projectId: project.id }),
    ];
    ({ page, complaints } = await signedIn(browser, stack, 'finance', /status of (400|401|409|412)/));
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  /** A field where something is searched and chosen. */
  const chooser = (name: string): Locator =>
    page.getByRole('textbox', { name }).or(page.getByLabel(name)).first();
  async function choose(field: string, words: string, option: RegExp): Promise<void> {
    await chooser(field).fill(words);
    await page.getByRole('option', { name: option }).click();
  }
  const milestoneOf = async (label: string): Promise<Json> =>
    (await see(finance, `/projects/${project.id}/milestones`)).items.find(
      (each: Json) => each.label === label,
    );
  const dueOf = async (invoice: Json): Promise<string> =>
    (await see(finance, `/invoices/${invoice.id}`)).totals.due;
  const idOnPage = (): string => new URL(page.url()).pathname.split('/').pop() ?? '';
  const amountField = (): Locator => page.getByLabel(/^Amount( \*)?$/);
  const amountFor = (invoice: Json): Locator => page.getByLabel(`Amount for ${invoice.number}`);

  it('an advance is entered for the milestone that it was agreed for, and issued after a look at what follows', async () => {
    await page.getByRole('link', { name: 'Receipts' }).click();
    await page.getByText('No payment was entered yet').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Enter payment' }).first().click();
    await page.getByRole('heading', { name: 'Enter payment', level: 1 }).waitFor();
    await page.getByText('Choose the customer first.').waitFor();

    await choose('Customer', 'Client A', /Client A/);
    await chooser('Project').click();
    await page.getByRole('option', { name: /System Implementation/ }).waitFor();
    expect(await page.getByRole('option', { name: /Somebody else/ }).count()).toBe(0);
    await page.getByRole('option', { name: /System Implementation/ }).click();
    await chooser('Milestone').click();
    await page.getByRole('option', { name: /Advance/ }).waitFor();
    expect(await page.getByRole('option').count()).toBe(4);
    await page.getByRole('option', { name: /Advance/ }).click();
    expect(await amountField().inputValue()).toBe('3,000.00');
    await page.getByLabel('Date of payment').fill('2026-01-31');
    await chooser('Method').fill('Bank transfer');
    await page.getByLabel('Reference').fill('E2E-ADVANCE-1');
    expect(await accessibilityOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Save and issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue receipt' });
    await dialog.getByText('Advance Payment: Planned → Paid, €3,000.00 of €3,000.00 received').waitFor();
    await dialog.getByRole('group', { name: 'Journal lines' }).getByText('Bank').waitFor();
    await dialog.getByText(/\d e-mails? (is|are) sent/).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Issue', exact: true }).click();
    await page.getByRole('heading', { name: /^REC-\d{4}-0001$/, level: 1 }).waitFor();
    await page.getByText('It never changes; only a reversal takes it back.').waitFor();
    expect(await amountField().count()).toBe(0);
    await page.getByText('E2E-ADVANCE-1').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await seen(finance, `/projects/${project.id}/milestones`, ({ items }) => items[0].status === 'PAID');
    expect((await milestoneOf('Advance Payment')).paidDate).toBe('2026-01-31');
  });

  it('its PDF comes as it is, in the language of the page', async () => {
    const href = await page.getByRole('link', { name: 'PDF' }).getAttribute('href');
    expect(href).toContain('language=en');
    const pdf = await page.evaluate(async (url) => {
      const answer = await fetch(url);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const text = (from: number, to?: number) => String.fromCharCode(...bytes.slice(from, to));
      return {
        type: answer.headers.get('content-type'),
        length: bytes.length === Number(answer.headers.get('content-length')),
        begin: text(0, 5),
        end: text(-6).trim(),
      };
    }, href ?? '');
    expect(pdf).toEqual({ type: 'application/pdf', length: true, begin: '%PDF-', end: '%%EOF' });
  });

  it('a payment is spread over two invoices; more than is due is refused at its field, and nothing typed is lost', async () => {
    const [first, second] = invoices;
    await page.goto(`${stack.url}/receipts/new?projectId=${project.id}`);
    await amountField().fill('1,000');
    await page.getByLabel('Reference').fill('E2E-TWO');
    await page.getByRole('button', { name: 'Fill oldest first' }).click();
    expect(await amountFor(first).inputValue()).toBe('700.00');
    expect(await amountFor(second).inputValue()).toBe('300.00');
    await page.getByText('€1,000.00 allocated · nothing left').waitFor();
    await amountFor(second).fill('500.51');
    await page.getByText('€200.51 more than was paid').waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Only €500.50 is due.').waitFor();
    expect(await amountFor(second).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await accessibilityOf(page)).toEqual([]);

    // What only the API knows to be too much: a receipt cannot settle more than it is over.
    await amountFor(second).fill('500.50');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('alert').getByText('More would be applied than was paid.').waitFor();
    expect(await page.getByLabel('Reference').inputValue()).toBe('E2E-TWO');
    expect(await amountField().inputValue()).toBe('1,000.00');
    expect(await amountField().getAttribute('aria-invalid')).toBe('true');
    await amountFor(second).fill('200');
    await page.getByText('€100.00 left, stays as the customer’s credit').waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('heading', { name: 'Payment of Client A', level: 1 }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('the draft is changed; where a colleague was faster, what was typed stays', async () => {
    const id = idOnPage();
    await page.getByLabel('Reference').fill('E2E-TWO-B');
    expect((await finance.patch(`/receipts/${id}`, { method: 'Cheque' })).status).toBe(200);
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('A colleague was faster').waitFor();
    await page.getByRole('button', { name: 'Load the new version' }).click();
    await page.getByText('A colleague was faster').waitFor({ state: 'detached' });
    expect(await chooser('Method').inputValue()).toBe('Cheque');
    expect(await page.getByLabel('Reference').inputValue()).toBe('E2E-TWO-B');
    await page.getByRole('button', { name: 'Issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue receipt' });
    await dialog.getByText(/Receipt REC-\d{4}-0002 over €1,000.00/).waitFor();
    await dialog.getByRole('button', { name: 'Issue', exact: true }).click();
    await page.getByRole('heading', { name: /^REC-\d{4}-0002$/, level: 1 }).waitFor();
    await page.getByText('E2E-TWO-B').waitFor();
    await page.getByText('Cheque').waitFor();
    expect(await Promise.all(invoices.map(dueOf))).toEqual(['0.00', '300.50']);
  });

  it('what is left of it is allocated later, and is mentioned where a payment of the customer is entered', async () => {
    const id = idOnPage();
    await page.goto(`${stack.url}/receipts/new?customerId=${customer.id}`);
    await page.getByText('The customer has credit').waitFor();
    await page.getByText('€100.00 left').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('link', { name: /^REC-\d{4}-0002$/ }).click();
    await page.getByRole('button', { name: 'Allocate …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Allocate what is left' });
    await dialog.getByRole('button', { name: 'Fill oldest first' }).click();
    expect(await dialog.getByLabel(`Amount for ${invoices[1].number}`).inputValue()).toBe('100.00');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Allocate', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Allocate …' }).waitFor({ state: 'detached' });
    expect(await see(finance, `/receipts/${id}`)).toMatchObject({ unallocated: '0.00' });
    expect(await dueOf(invoices[1])).toBe('200.50');
  });

  it('a payment that bounced is reversed with a reason: what it settled is due again', async () => {
    // Nothing is left: reversing is all that can be done, and needs no menu.
    await page.getByRole('button', { name: 'Reverse …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reverse receipt' });
    await dialog.getByText(/Reversal REV-\d{4}-0001 over €1,000.00/).waitFor();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The cheque bounced');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Reverse receipt' }).click();
    await page.getByText(/Reversed by REV-\d{4}-0001/).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('The cheque bounced').waitFor();
    await page.getByText('It settles nothing now. What it settled is due again.').waitFor();
    await page.getByRole('heading', { name: 'What it settled until the reversal' }).waitFor();
    expect(await page.getByRole('button', { name: 'Reverse …' }).count()).toBe(0);
    expect(await Promise.all(invoices.map(dueOf))).toEqual(['700.00', '500.50']);
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('of what was paid too much, a part is moved to the customer’s credit and the rest is paid back', async () => {
    const invoice = await issuedInvoice('70.00', { projectId: project.id });
    const draft = await make(finance, '/receipts', {
      ...{ customerId: customer.id, currency: 'EUR', amount: '220.00', paymentDate: '2026-01-31' },
      ...{ projectId: project.id, allocations: [{ invoiceId: invoice.id, amount: '70.00' }] },
    });
    await make(finance, `/receipts/${draft.id}/issue`);
    await page.goto(`${stack.url}/receipts/${draft.id}`);
    await page.getByText('Left for the project €150.00').waitFor();
    // One next step, and one menu for what is done seldom.
    const acts = page.getByRole('main').getByRole('button', { name: /…$|^Actions$/ });
    expect(await acts.allInnerTexts()).toEqual(['Actions', 'Allocate …']);
    const colours = await acts.evaluateAll((all) => all.map((act) => getComputedStyle(act).backgroundColor));
    expect(colours[0]).not.toBe(colours[1]);
    await page.getByRole('button', { name: 'Actions' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Settle oldest first …',
      'Refund …',
      'Move to credit …',
      'Reverse …',
    ]);
    await page.getByRole('menuitem', { name: 'Move to credit …' }).click();
    const release = page.getByRole('dialog', { name: 'Move to the customer’s credit' });
    await release.getByLabel(/^Amount/).fill('150.01');
    await release.getByText('At most €150.00').waitFor();
    await release.getByLabel(/^Amount/).fill('50');
    await release.getByText('Customer advances').first().waitFor();
    await release.getByRole('textbox', { name: 'Reason' }).fill('For the next project');
    expect(await accessibilityOf(page)).toEqual([]);
    await release.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('Left for the project €100.00').waitFor();
    await page.getByText('Left as the customer’s credit €50.00').waitFor();

    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Refund …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Refund' });
    expect(await dialog.getByLabel(/^Amount/).inputValue()).toBe('150.00');
    await dialog.getByText(/Refund RFD-\d{4}-0001 over €150.00/).waitFor();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Paid twice');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Issue refund' }).click();
    await page.getByText('Refunded €150.00').waitFor();
    expect(await acts.count()).toBe(0);
    await page.getByRole('link', { name: /^RFD-\d{4}-0001$/ }).click();
    await page.getByRole('heading', { name: /^RFD-\d{4}-0001$/, level: 1 }).waitFor();
    await page.getByText('Paid twice').waitFor();
    expect(await page.getByRole('link', { name: 'PDF' }).getAttribute('href')).toContain('language=en');
    expect(await accessibilityOf(page)).toEqual([]);

    await page.getByRole('link', { name: 'Receipts', exact: true }).click();
    await page.getByRole('tab', { name: 'Refunds' }).click();
    await page.getByRole('link', { name: /^RFD-\d{4}-0001$/ }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Receipts' }).click();
    await page.goto(`${stack.url}/projects/${project.id}?view=payments`);
    await page.getByRole('link', { name: /^RFD-\d{4}-0001$/ }).waitFor();
  });

  it('receipts are found by their reference, and by what is left of them; the address says what is shown', async () => {
    await page.getByRole('link', { name: 'Receipts', exact: true }).click();
    await page.getByRole('link', { name: /^REC-\d{4}-0002$/ }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('searchbox', { name: 'Search' }).fill('advance-1');
    await page.getByRole('link', { name: /^REC-\d{4}-0002$/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^REC-\d{4}-0001$/ }).waitFor();
    await page.waitForURL(/q=advance-1/);
    await page.getByRole('searchbox', { name: 'Search' }).fill('two-b');
    await page.getByLabel('Only with money left').click();
    await page.getByText('No receipt fits').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reset filters' }).click();
    await page.getByRole('link', { name: /^REC-\d{4}-0001$/ }).waitFor();
  });

  it('a payment for an open invoice is entered with one click, and a draft thrown away comes back', async () => {
    const [first] = invoices;
    await page.goto(`${stack.url}/receipts/new?invoiceId=${first.id}`);
    await amountFor(first).waitFor();
    expect(await amountField().inputValue()).toBe('700.00');
    expect(await amountFor(first).inputValue()).toBe('700.00');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('heading', { name: 'Payment of Client A', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Throw draft away' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Payment of Client A', level: 1 }).waitFor();
    expect(await amountFor(first).inputValue()).toBe('700.00');
  });

  it('who may not see receipts is not shown them', async () => {
    const member = await signedIn(browser, stack, 'member');
    await member.page.getByRole('link', { name: 'Projects', exact: true }).waitFor();
    expect(await member.page.getByRole('link', { name: 'Receipts' }).count()).toBe(0);
    expect(member.complaints).toEqual([]);
    await member.page.context().close();
  });
});
