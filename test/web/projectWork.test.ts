import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { issuedReceipt, make, newCustomer, newProject, see, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

const today = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

inBrowser('The work of a project, and its closure', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let pm: Client;
  let project: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    const [finance, member] = await Promise.all([stack.as('finance'), stack.as('member')]);
    pm = await stack.as('pm');
    const customer = await newCustomer(pm, 'Client A');
    const { user } = await see(member, '/me');
    const { id: technicalManagerId } = (await see(await stack.as('tech'), '/me')).user;
    project = await newProject(pm, customer.id, {
      title: 'System implementation, phase 1',
      ...{ startDate: today(-30), endDate: today(60), technicalManagerId },
    });
    await make(pm, `/projects/${project.id}/team`, { userId: user.id });
    const lines = [{ description: 'Advance', quantity: '1', unitPrice: '2000.00' }];
    await make(finance, '/invoices', {
      customerId: customer.id,
      currency: 'EUR',
      projectId: project.id,
      lines,
    });
    ({ page, complaints } = await signedIn(browser, stack, 'pm', /status of (400|401|409|412)/));
    await page.goto(`${stack.url}/projects/${project.id}`);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  const tab = (name: string): Promise<void> => page.getByRole('tab', { name }).click();
  const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name });
  /** A menu that closes is not judged. */
  const judge = async (): Promise<void> => {
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await accessibilityOf(page)).toEqual([]);
  };

  it('a member sees only what they may, and records hours and expenses', async () => {
    const member = await signedIn(browser, stack, 'member');
    const { page } = member;
    await page.goto(`${stack.url}/projects`);
    await page.getByRole('link', { name: 'System implementation, phase 1' }).click();
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual([
      'Overview',
      'Stages',
      'Work',
      'Closure',
      'History and team',
    ]);
    expect(await page.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Work' }).click();
    await page.getByRole('button', { name: 'Record hours' }).click();
    const hours = page.getByRole('dialog', { name: 'Record hours' });
    await hours.getByRole('textbox', { name: 'Hours' }).fill('7.4');
    await hours.getByLabel('What was done').fill('Installed the servers');
    await hours.getByRole('button', { name: 'Save and submit' }).click();
    await hours.getByText('Quarter hours, more than 0 and at most 24, such as 7.5.').waitFor();
    await hours.getByRole('textbox', { name: 'Hours' }).fill('7.5');
    expect(await accessibilityOf(page)).toEqual([]);
    await hours.getByRole('button', { name: 'Save and submit' }).click();
    await hours.waitFor({ state: 'hidden' });
    await page.getByText('Somebody else approves your hours').waitFor();

    await page.getByRole('button', { name: 'Record expense' }).click();
    const expense = page.getByRole('dialog', { name: 'Record expense' });
    await expense.getByLabel('What for').fill('Train to the site');
    await expense.getByLabel('Amount').fill('89.90');
    expect(await accessibilityOf(page)).toEqual([]);
    await expense.getByRole('button', { name: 'Record expense' }).click();
    await expense.waitFor({ state: 'hidden' });
    await page.getByText('Somebody else decides on your expenses').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(member.complaints).toEqual([]);
    await page.context().close();
  });

  it('deliverables and budget lines are planned beside the records of the work', async () => {
    await tab('Work');
    await page.getByRole('button', { name: 'Add deliverable' }).click();
    await dialog('Add deliverable').getByLabel('What is handed over').fill('Manual');
    await judge();
    await dialog('Add deliverable').getByRole('button', { name: 'Add deliverable' }).click();
    await page.getByRole('button', { name: 'Mark ready: Manual' }).waitFor();
    for (const [name, amount, below] of [
      ['Installation', '5000', ''],
      ['Travel', '100', 'Installation'],
    ] as const) {
      await page.getByRole('button', { name: 'Add budget line' }).click();
      const add = dialog('Add budget line');
      if (below) {
        await add.getByLabel('Below').first().click();
        await page.getByRole('option', { name: /Installation/ }).click();
      }
      await add.getByLabel('Name').fill(name);
      await add.getByLabel('Budget').fill(amount);
      await add.getByRole('button', { name: 'Add budget line' }).click();
      await add.waitFor({ state: 'hidden' });
    }
    await page.getByRole('rowheader', { name: '1.1 Travel' }).waitFor();
    await page.getByText(/€0.00 spent and €89.90 waiting of €8,000.00/).waitFor();
    await judge();
  });

  it('what is pending is cleared line by line, until the work can be closed', async () => {
    await tab('Closure');
    await page.getByText('6 records hold up the closure').waitFor();
    await judge();
    await page.getByRole('button', { name: /Approve: 7.5 h of Milo Member/ }).click();
    await dialog('Approve these hours?')
      .getByText(/Installed the servers/)
      .waitFor();
    await judge();
    await dialog('Approve these hours?').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('5 records hold up the closure').waitFor();
    await page.getByRole('button', { name: 'Settle: Train to the site' }).click();
    await dialog('Settle this expense?').getByRole('button', { name: 'Settle' }).click();
    await page.getByText('4 records hold up the closure').waitFor();
    await page.getByRole('button', { name: 'Mark ready: Manual' }).click();
    await page.getByText('ready, but not delivered').waitFor();
    await page.getByRole('button', { name: 'Mark delivered: Manual' }).click();
    await dialog('Was Manual delivered?').getByRole('button', { name: 'Mark delivered' }).click();
    await page.getByText('3 records hold up the closure').waitFor();
    for (const line of [/accepted the deliverables/, /Outstanding issues/, /signed off/])
      await page.getByRole('checkbox', { name: line }).click();
    await page.getByText('Nothing is pending: the work can be closed.').waitFor();
    // Whose button it is not, does not see it.
    expect(await page.getByRole('button', { name: 'Close technically' }).count()).toBe(0);
    await judge();

    const tech = await signedIn(browser, stack, 'tech');
    await tech.page.goto(`${stack.url}/projects/${project.id}?view=closure`);
    await tech.page.getByRole('button', { name: 'Close technically' }).click();
    const close = tech.page.getByRole('dialog', { name: 'Close technically' });
    await close.getByText('Active → Technically closed').waitFor();
    expect(await accessibilityOf(tech.page)).toEqual([]);
    await close.getByRole('button', { name: 'Close technically' }).click();
    await tech.page.getByText('The work is closed. Invoicing and collection go on.').waitFor();
    expect(tech.complaints).toEqual([]);
    await tech.page.context().close();
    await page.getByText('The work is closed. Invoicing and collection go on.').waitFor();
  });

  it('finance reads what keeps the project from being finalized in figures, each with the way to clear it', async () => {
    const { page, complaints } = await signedIn(browser, stack, 'finance');
    await page.goto(`${stack.url}/projects/${project.id}?view=closure`);
    await page.getByText('€8,000.00 budgeted, €0.00 invoiced: €8,000.00 not invoiced yet.').waitFor();
    await page.getByText('≠ €8,000.00 less').waitFor();
    await page.getByRole('link', { name: 'Issue the draft over €2,000.00' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByText(/geplant, .* berechnet: .* noch nicht berechnet/).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a project in which everything agrees is finalized, and keeps the report that it rests on', async () => {
    const [admin, finance] = [await stack.as('admin'), await stack.as('finance')];
    const { customerId } = project;
    const paid = await newProject(pm, customerId, {
      title: 'Support contract',
      budgetTotal: '1000.00',
      milestones: [{ type: 'ADVANCE', expectedAmount: '1000.00' }],
    });
    const milestoneId = paid.milestones[0].id;
    await issuedReceipt(finance, { customerId, projectId: paid.id, milestoneId, amount: '1000.00' });
    for (const { id } of (await see(admin, `/projects/${paid.id}/checklist`)).items)
      await admin.patch(`/projects/${paid.id}/checklist/${id}`, { done: true });
    await make(admin, `/projects/${paid.id}/technical-closure`);

    const { page, complaints } = await signedIn(browser, stack, 'finance');
    await page.goto(`${stack.url}/projects/${paid.id}?view=closure`);
    await page.getByText('= agrees').waitFor();
    await page.getByRole('button', { name: 'Finalize', exact: true }).click();
    const finalize = page.getByRole('dialog', { name: 'Finalize' });
    await finalize.getByLabel('Reason').fill('All is paid');
    await finalize.getByRole('button', { name: 'Finalize' }).click();
    await page.getByText('The project is finalized.').waitFor();
    await page.getByRole('button', { name: /^Report of the closure of/ }).click();
    await page
      .getByRole('dialog', { name: 'Report' })
      .getByRole('img', { name: 'Received: €1,000.00' })
      .waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
