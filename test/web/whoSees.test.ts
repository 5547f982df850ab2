import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addColleague } from '../stack/colleagues.js';
import { make, newCustomer, newProject, see, type Json } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser, type SignedIn } from './browser.js';

inBrowser('Who sees what in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let project: Json;
  const windows: SignedIn[] = [];
  const enter = async (account: string): Promise<Page> => {
    const window = await signedIn(browser, stack, account, /status of (400|401|403|404|409)/);
    windows.push(window);
    return window.page;
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    const [pm, member] = await Promise.all([stack.as('pm'), stack.as('member')]);
    const customer = await newCustomer(pm, 'Client A');
    project = await newProject(pm, customer.id, {
      budgetTotal: '54321.12',
      internalNotes: 'The buyer pays late',
      milestones: [{ type: 'ADVANCE', expectedAmount: '23456.78', dueDate: '2026-01-31' }],
    });
    await make(pm, `/projects/${project.id}/team`, { userId: (await see(member, '/me')).user.id });
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]));

  it('a team member finds the project without money, without notes, and without empty boxes', async () => {
    const page = await enter('member');
    await page.goto(`${stack.url}/projects`);
    await page.getByRole('link', { name: 'System Implementation' }).waitFor();
    const text = () => page.locator('main').innerText();
    expect(await text()).not.toMatch(/€|received|overdue/i);
    expect(await accessibilityOf(page)).toEqual([]);

    for (const view of ['', '?view=work', '?view=stages']) {
      await page.goto(`${stack.url}/projects/${project.id}${view}`);
      await page.getByRole('heading', { level: 1, name: 'System Implementation' }).waitFor();
      await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
      expect(await text()).not.toMatch(/€|Budget|Invoiced|Received|Still to come|pays late/);
    }
    await page.goto(`${stack.url}/projects/${project.id}`);
    await page.getByText('Client A').first().waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('a project manager adds the customer of a new project without leaving it', async () => {
    const page = await enter('pm');
    await page.goto(`${stack.url}/projects/new`);
    await page.getByRole('button', { name: '+ Add customer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add customer' });
    await dialog.getByLabel('Name').fill('Brand New Works');
    await dialog.getByLabel('E-mail address').fill('accounts@new.example');
    await dialog.getByRole('button', { name: 'Add customer' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByLabel('Title').fill('A first project');
    await page.getByLabel('Budget').fill('100.00');
    await page.getByLabel('Start').fill('2026-01-01');
    await page.getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('heading', { level: 1, name: 'A first project' }).waitFor();
    await page.getByRole('tabpanel').getByRole('link', { name: 'Brand New Works' }).waitFor();
  });

  it('a project that was entered by mistake is deleted, one that has something says what', async () => {
    const page = windows[1]?.page as Page;
    const open = async () => {
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: 'Delete project' }).click();
      return page.getByRole('dialog', { name: 'Delete project' });
    };
    const dialog = await open();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete project' }).click();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await page.getByText(/PRJ-\d{4}-\d{4} was deleted/).waitFor();
    expect(await page.getByText('A first project').count()).toBe(0);

    await make(await stack.as('admin'), '/invoices', {
      ...{ customerId: project.customerId, currency: 'EUR', projectId: project.id },
      lines: [{ description: 'Work', quantity: '1', unitPrice: '10.00' }],
    });
    await page.goto(`${stack.url}/projects/${project.id}`);
    const refused = await open();
    await refused.getByRole('button', { name: 'Delete project' }).click();
    await refused.getByText(/1 invoice/).waitFor();
  });

  it('whoever may not add customers is told whom to ask', async () => {
    const admin = await stack.as('admin');
    await make(admin, '/roles', {
      ...{ key: 'planner', name: 'Planner' },
      permissions: ['projects.view', 'projects.create', 'customers.view'],
    });
    await addColleague(stack, 'planner', { name: 'Pia Planner', roles: ['planner'] });
    const page = await enter('planner');
    await page.goto(`${stack.url}/projects/new`);
    await page.getByLabel('Customer').first().fill('Nobody Knows Them');
    await page.getByText('No customer fits. Ask sales to add this customer.').waitFor();
    expect(await page.getByRole('button', { name: '+ Add customer' }).count()).toBe(0);
  });

  it('roles say that feed and journal are complete, whatever the security level', async () => {
    const page = await enter('admin');
    await page.goto(`${stack.url}/roles`);
    const row = page.getByRole('row', {
      name: /Read the event feed: complete, whatever the customers’ security level/,
    });
    await row.waitFor();
    await page
      .getByRole('row', { name: /Read the journal: complete, whatever the customers’ security level/ })
      .waitFor();
  });

  it('team member and project manager see at once what the other does', async () => {
    const [member, manager] = [await enter('member'), await enter('pm')];
    await member.goto(`${stack.url}/projects/${project.id}?view=stages`);
    await member.getByRole('tabpanel').getByText('No stage is planned').waitFor();
    await manager.goto(`${stack.url}/projects/${project.id}?view=stages`);
    await manager.getByRole('button', { name: 'Add stage' }).click();
    const stage = manager.getByRole('dialog', { name: 'Add stage' });
    await stage.getByLabel('Name').fill('Foundations');
    await stage.getByRole('button', { name: 'Add stage' }).click();
    await member.getByRole('tabpanel').getByText('Foundations').first().waitFor();

    await member.getByRole('tab', { name: 'Work' }).click();
    await manager.getByRole('tab', { name: 'Work' }).click();
    await manager.getByText('No hours').first().waitFor();
    await member.getByRole('button', { name: 'Record hours' }).click();
    const hours = member.getByRole('dialog', { name: 'Record hours' });
    await hours.getByLabel('Day').fill('2026-01-20');
    await hours.getByRole('textbox', { name: 'Hours' }).fill('2');
    await hours.getByLabel('What was done').fill('Measured the ground');
    await hours.getByRole('button', { name: 'Save and submit' }).click();
    await manager.getByText('Measured the ground').waitFor();
    await manager.getByRole('button', { name: /^Approve: 2\sh of/ }).click();
    const approval = manager.getByRole('dialog', { name: 'Approve these hours?' });
    await approval.getByRole('button', { name: 'Approve', exact: true }).click();
    await member.getByText('Approved', { exact: true }).first().waitFor();
  });

  it('a page that one may not see says so, and whom to ask, and shows nothing else', async () => {
    const page = await enter('member');
    for (const [path, permission] of [
      ['/users', 'Manage users, roles, API keys and signing keys'],
      ['/quotes/new', 'Write quotes, mark them as sent, accepted or declined'],
      [`/invoices/${project.id}`, 'View invoices and credit notes'],
    ] as const) {
      await page.goto(`${stack.url}${path}`);
      await page.getByRole('heading', { level: 1, name: 'You do not have access to this page' }).waitFor();
      await page.getByText(`It takes the permission “${permission}”. Ask an administrator for it.`).waitFor();
      const main = page.getByRole('main');
      expect(await main.getByRole('textbox').count()).toBe(0);
      expect(await main.getByRole('alert').count()).toBe(0);
    }
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('accounting finds its own lists in the navigation, and nothing untrue about projects', async () => {
    const page = await enter('accounting');
    const links = await page.getByRole('navigation').getByRole('link').allInnerTexts();
    expect(links).toEqual(['Dashboard', 'Customers', 'Orders', 'Invoices', 'Receipts', 'Journal']);
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor();
    expect(await page.getByText('Projects by status').count()).toBe(0);
    await page.goto(`${stack.url}/projects`);
    await page.getByText('You see the projects that you run or work on.', { exact: false }).waitFor();
    expect(await page.getByText('No project yet').count()).toBe(0);
  });
});
