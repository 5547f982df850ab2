import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('Drafts of invoices in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let [finance, pm]: Client[] = [];
  let customer: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    [finance, pm] = (await Promise.all(['finance', 'pm'].map((account) => stack.as(account)))) as [
      Client,
      Client,
    ];
    customer = await newCustomer(await stack.as('sales'), 'Client A');
    ({ page, complaints } = await signedIn(browser, stack, 'finance', /status of 409/));
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  const field = (name: string | RegExp) => page.getByRole('textbox', { name });

  it('a stage that is complete has its invoice drafted, which only waits for its tax and to be issued', async () => {
    const { id: projectId } = await newProject(pm!, customer.id, { title: 'Observatory' });
    const stage = await make(pm!, `/projects/${projectId}/stages`, { name: 'Dome' });
    const agreed = { type: 'PROGRESS', expectedAmount: '1000.02', label: 'Dome stands', stageId: stage.id };
    await make(pm!, `/projects/${projectId}/milestones`, agreed);
    await pm!.patch(`/projects/${projectId}/stages/${stage.id}`, { completion: 100 });
    await seen(finance!, `/invoices?projectId=${projectId}`, ({ items }) => items.length === 1);

    await page.goto(`${stack.url}/invoices?status=DRAFT&q=observatory`);
    await page.getByRole('link', { name: 'Draft, Client A' }).click();
    await page.getByText('€1,000.02 as agreed, tax included').waitFor();
    await page.getByText('Drafted when its payment was requested').waitFor();
    await field('Included tax').fill('19');
    await page.getByText('Tax 19 % on €840.35').waitFor();
    await page.getByRole('button', { name: 'Issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue' });
    await dialog.getByRole('row', { name: 'VAT 19 % €159.67' }).waitFor();
    await dialog.getByRole('button', { name: 'Issue' }).click();
    await page.getByText(/Issued as INV-/).waitFor();
    const [{ totals }] = (await see(finance!, `/invoices?projectId=${projectId}`)).items;
    expect(totals).toMatchObject({ net: '840.35', tax: '159.67', gross: '1000.02' });
  });

  it('a draft goes with its milestone until it is edited, and then says how they differ; other words keep the cent', async () => {
    const { id: projectId } = await newProject(pm!, customer.id, { title: 'Planetarium' });
    const stage = await make(pm!, `/projects/${projectId}/stages`, { name: 'Projector' });
    const wanted = { type: 'PROGRESS', expectedAmount: '300.00', label: 'Stars', stageId: stage.id };
    const milestone = await make(pm!, `/projects/${projectId}/milestones`, wanted);
    const agree = (expectedAmount: string) =>
      pm!.patch(`/projects/${projectId}/milestones/${milestone.id}`, { expectedAmount });
    await pm!.patch(`/projects/${projectId}/stages/${stage.id}`, { completion: 100 });
    const { items } = await seen(
      finance!,
      `/invoices?projectId=${projectId}`,
      (found) => found.items.length === 1,
    );
    await page.goto(`${stack.url}/invoices/${items[0].id}`);
    await page.getByText('€300.00 as agreed, tax included').waitFor();
    await page.getByText(/It changes with the milestone until somebody edits it/).waitFor();
    await agree('353.90');
    await page.getByText('€353.90 as agreed, tax included').waitFor();
    await page.getByText('Changed with its milestone').waitFor();

    await field('Included tax').fill('19');
    await page.getByRole('button', { name: 'Write the lines myself' }).click();
    const line = page.getByRole('group', { name: 'Line 1', exact: true });
    expect(await line.getByLabel('Gross price').isChecked()).toBe(true);
    await line.getByLabel('Description').fill('Stars, as we spoke');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('The draft was saved').waitFor();
    await page.getByText('Stars, as we spoke').waitFor();
    await page.getByText('Tax 19 % on €297.39').waitFor();
    await page.getByText('€56.51').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);

    await agree('450.00');
    const difference = 'The milestone still expects €450.00; this invoice asks for €353.90, tax included.';
    await page.getByText(difference).waitFor();
    await page.getByText('€353.90, tax included', { exact: true }).waitFor();
    expect(await page.getByText(/as agreed/).count()).toBe(0);
    await page.getByRole('button', { name: 'Issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue' });
    await dialog.getByText(difference).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Take the agreed amount, €450.00' }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('€450.00 as agreed, tax included').waitFor();
    await page.getByText(difference).waitFor({ state: 'detached' });
  });

  it('a draft for a project with several orders asks which it belongs to, until it names one', async () => {
    const { id: projectId } = await newProject(pm!, customer.id, { title: 'Bridge', budgetTotal: '1500.00' });
    const order = (number: string, amount: string): Promise<Json> =>
      make(finance!, '/cpos', { customerId: customer.id, number, amount, currency: 'EUR', projectId });
    const [, second] = [await order('PO-1', '1000.00'), await order('PO-2', '500.00')];
    const question = 'The project has several orders, and this invoice names none';

    await page.goto(`${stack.url}/invoices/new?projectId=${projectId}`);
    await page.getByText('Which order is it for?').waitFor();
    const line = page.getByRole('group', { name: 'Line 1', exact: true });
    await line.getByLabel('Description').fill('Railing');
    await line.getByLabel('Unit price').fill('400');
    await line.getByLabel(/^Tax/).fill('0');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText(question).waitFor();
    await page.getByRole('link', { name: 'PO-1' }).waitFor();
    await page.getByRole('link', { name: 'PO-2' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue' });
    await dialog.getByText(question).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('combobox', { name: 'Order' }).or(page.getByLabel('Order')).first().click();
    await page.getByRole('option', { name: /PO-2/ }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText(question).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Issue …' }).click();
    await dialog.getByRole('group', { name: 'Journal lines' }).waitFor();
    expect(await dialog.getByText(question).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Issue' }).click();
    await page.getByText(/Issued as INV-/).waitFor();
    expect((await see(finance!, `/cpos/${second.id}`)).drawdown.left).toBe('100.00');
  });

  it('an invoice of 500 lines is opened, edited line by line and issued', async () => {
    const lines = Array.from({ length: 500 }, (_, no) => ({
      ...{ description: `Part ${no + 1}`, quantity: '1', unitPrice: '1.00', taxRate: '19' },
    }));
    const draft = await make(finance!, '/invoices', { customerId: customer.id, currency: 'EUR', lines });
    // Finding a field by its words takes the test a second among so many; the page itself answers each key at once.
    page.setDefaultTimeout(30_000);
    await page.goto(`${stack.url}/invoices/${draft.id}`);
    const line = (no: number) => page.getByRole('group', { name: `Line ${no}`, exact: true });
    await page.getByRole('button', { name: 'Add line' }).waitFor();
    await line(500).getByLabel('Description').click();
    await page.keyboard.press('End');
    await page.keyboard.type(', painted');
    await line(500).getByLabel('Unit price').fill('101');
    await page.getByText('€714.00').first().waitFor();
    expect(await page.getByRole('button', { name: 'Add line' }).isDisabled()).toBe(true);
    await line(250).getByLabel('Description').focus();
    await page.keyboard.press('Alt+ArrowUp');
    expect(await line(249).getByLabel('Description').inputValue()).toBe('Part 250');
    await line(1).getByRole('button', { name: 'Remove line 1' }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('The draft was saved').waitFor();
    await page.getByRole('button', { name: 'Issue …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue' });
    await dialog.getByRole('row', { name: 'VAT 19 % €113.81' }).waitFor();
    await dialog.getByRole('button', { name: 'Issue' }).click();
    await page.getByText(/Issued as INV-/).waitFor();
    await page.getByRole('row', { name: /^Part 500, painted 1 101.00/ }).waitFor();
    const issued = await see(finance!, `/invoices/${draft.id}`);
    expect(issued.lines).toHaveLength(499);
    expect(issued.lines.slice(247, 249).map((each: Json) => each.description)).toEqual([
      'Part 250',
      'Part 249',
    ]);
  });
});
