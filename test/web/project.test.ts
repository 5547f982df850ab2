import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, picture, signedIn, startBrowser } from './browser.js';

inBrowser('The page of a project', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let pm: Client;
  let project: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    pm = await stack.as('pm');
    const customer = await newCustomer(await stack.as('sales'), 'Client A');
    project = await newProject(pm, customer.id, {
      startDate: '2026-11-01',
      endDate: '2027-01-31',
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000.00' },
        { type: 'FINAL', expectedAmount: '5000.00' },
      ],
    });
    ({ page, complaints } = await signedIn(browser, stack, 'pm', /status of (400|401|409|412)/));
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
  const undo = (what: string): Promise<void> =>
    page.getByRole('status').filter({ hasText: what }).getByRole('button', { name: 'Undo' }).click();
  const said = (text: string | RegExp): Promise<void> =>
    page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: text }).first().waitFor();

  it('whoever manages it is chosen by searching; a colleague who was faster takes nothing away', async () => {
    await page.goto(`${stack.url}/projects/${project.id}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const edit = dialog('Edit project');
    await edit.getByLabel('Project manager').fill('petra');
    await page.getByRole('option', { name: /Petra Manager/ }).click();
    await edit.getByLabel('Technical manager').fill('tech@');
    await page.getByRole('option', { name: /Theo Technician/ }).click();
    await edit.getByLabel('Title').fill('System implementation, phase 1');
    await edit.getByText('More about it').click();
    await judge();
    const admin = await stack.as('admin');
    await admin.patch(`/projects/${project.id}`, {
      description: 'Servers, clients, network',
      title: 'Systems',
    });
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.getByText('A colleague was faster').waitFor();
    await edit.getByRole('button', { name: 'Load the new version' }).click();
    await edit.getByText('A colleague wrote “Systems” here').waitFor();
    expect(await edit.getByLabel('Title').inputValue()).toBe('System implementation, phase 1');
    expect(await edit.getByLabel('Description').inputValue()).toBe('Servers, clients, network');
    await judge();
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'System implementation, phase 1', level: 1 }).waitFor();
    expect(await see(pm, `/projects/${project.id}`)).toMatchObject({
      projectManager: { name: 'Petra Manager' },
      technicalManager: { name: 'Theo Technician' },
      description: 'Servers, clients, network',
    });
  });

  it('stages are planned with what they wait for, and stand on a timeline', async () => {
    await tab('Stages');
    await addStage('Design', '2026-11-15');
    await addStage('Installation', '2026-12-10', { waitsFor: 'Design', weight: '2' });
    await addStage('Training', '2027-01-15', { waitsFor: 'Installation' });
    await page.getByText('The mean of the stages by their weight').waitFor();
    await page.getByRole('img', { name: /Timeline of the stages from 1 Nov 2026/ }).waitFor();
    await page.getByText('weight 2, 50% of the whole').waitFor();
    await judge();
  });

  async function addStage(
    name: string,
    due: string,
    { waitsFor, weight }: { waitsFor?: string; weight?: string } = {},
  ): Promise<void> {
    await page.getByRole('button', { name: 'Add stage' }).click();
    const add = dialog('Add stage');
    await add.getByLabel('Name').fill(name);
    await add.getByLabel('Due').fill(due);
    if (weight) await add.getByLabel('Weight').fill(weight);
    if (waitsFor) {
      await add.getByLabel('Waits for').first().click();
      await page.getByRole('option', { name: waitsFor }).click();
    }
    await add.getByRole('button', { name: 'Add stage' }).click();
    await add.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name, level: 3 }).waitFor();
  }

  it('a circle is refused at its field, and nothing that was typed is lost', async () => {
    await page.getByRole('button', { name: 'Edit Design' }).click();
    const edit = dialog('Edit Design');
    await edit.getByLabel('Description').fill('Plans and drawings');
    await edit.getByLabel('Waits for').first().click();
    await page.getByRole('option', { name: 'Training' }).click();
    await page.keyboard.press('Tab');
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit
      .getByText(/These would wait for each other/)
      .first()
      .waitFor();
    expect(await edit.getByLabel('Description').inputValue()).toBe('Plans and drawings');
    await judge();
    await page.keyboard.press('Backspace');
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.waitFor({ state: 'hidden' });
    await page.getByText('Plans and drawings').waitFor();
  });

  it('a stage is reported by keyboard, taken back, and moved', async () => {
    const slider = page.getByRole('slider', { name: 'Completion of Design' });
    await slider.focus();
    for (let i = 0; i < 8; i += 1) await page.keyboard.press('ArrowRight');
    await said('Design: 40% done');
    await page.getByText('Work done: 10%').waitFor();
    await undo('Design: 40% done');
    await page.getByText('Work done: 0%').waitFor();
    await page.getByLabel('Completion of Design in per cent').fill('60');
    await page.getByText('Work done: 15%').waitFor();

    await page.getByRole('button', { name: 'More actions for Training' }).click();
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await seen(pm, `/projects/${project.id}/stages`, ({ items }) => items[1].name === 'Training');
  });

  it('a payment is tied to a stage, while its sum is compared with the budget', async () => {
    await tab('Payments');
    await page.getByText('Exactly the budget').waitFor();
    await judge();
    await page.getByRole('button', { name: 'Actions for Advance Payment' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const edit = dialog('Edit Advance Payment');
    await edit.getByLabel('Amount').fill('3,500.00');
    await edit.getByText('€500.00 more than the budget').waitFor();
    await edit.getByLabel('Amount').fill('2000');
    await edit.getByText('€1,000.00 of the budget not planned yet').waitFor();
    await edit.getByLabel('Due when this stage is complete').first().click();
    await page.getByRole('option', { name: 'Design' }).click();
    await judge();
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.waitFor({ state: 'hidden' });
    await page.getByText('when Design is complete').waitFor();

    await page.getByRole('button', { name: 'Add payment' }).click();
    const add = dialog('Add payment');
    expect(await add.getByLabel('Amount').inputValue()).toBe('1,000.00');
    await add.getByText('Exactly the budget').waitFor();
    await add.getByRole('button', { name: 'Add payment' }).click();
    await add.waitFor({ state: 'hidden' });
    await page.getByRole('rowheader', { name: 'Progress Payment 1' }).waitFor();

    await page.getByRole('button', { name: 'Actions for Final Payment' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog('Delete Final Payment?').getByText('Nothing was invoiced').waitFor();
    await judge();
    await dialog('Delete Final Payment?').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('€5,000.00 of the budget not planned yet').waitFor();
  });

  it('what completing a stage will do is said before; the payment is requested and an invoice drafted', async () => {
    await tab('Stages');
    await page.getByText('When it is complete: the payment “Advance Payment” over €2,000.00').waitFor();
    await picture(page, 'stages');
    await page.getByRole('button', { name: 'Complete: Design' }).click();
    await dialog('Complete Design?').getByText('Advance Payment: €2,000.00').waitFor();
    await judge();
    await dialog('Complete Design?').getByRole('button', { name: 'Complete', exact: true }).click();
    await page.getByText(/The payment “Advance Payment” over €2,000.00 was requested on/).waitFor();
    const finance = await stack.as('finance');
    const drafts = await seen(
      finance,
      `/invoices?projectId=${project.id}`,
      ({ items }) => items.length === 1,
    );
    expect(drafts.items[0]).toMatchObject({ status: 'DRAFT', totals: { gross: '2000.00' } });
  });

  it('what a colleague completes appears by itself', async () => {
    const { items } = await see(pm, `/projects/${project.id}/stages`);
    const installation = items.find(({ name }: Json) => name === 'Installation');
    const tech = await stack.as('tech');
    await tech.patch(`/projects/${project.id}/stages/${installation.id}`, { completion: 70 });
    await page.getByRole('slider', { name: 'Completion of Installation' }).waitFor();
    await page.getByText('In progress', { exact: true }).last().waitFor();
  });

  it('people are assigned by searching, and taken off with a way back', async () => {
    await tab('History and team');
    await page.getByRole('button', { name: 'Add people' }).click();
    const add = dialog('Add people');
    await add.getByLabel('Who').fill('milo');
    await page.getByRole('option', { name: /Milo Member/ }).click();
    await add.getByLabel('Role of Milo Member').fill('Developer');
    await add.getByLabel('Who').fill('sam');
    await page.getByRole('option', { name: /Sam Sales/ }).click();
    await page.keyboard.press('Tab');
    await judge();
    await add.getByRole('button', { name: 'Add people' }).click();
    await add.waitFor({ state: 'hidden' });
    await page.getByText(/Developer · since/).waitFor();
    await page.getByRole('button', { name: 'Remove Milo Member' }).click();
    await page.getByText(/Developer · since/).waitFor({ state: 'detached' });
    await undo('Milo Member was taken off the team');
    await page.getByText(/Developer · since/).waitFor();
    await judge();
  });

  it('the overview says what is odd and what is due next; the list finds the project by its manager', async () => {
    await tab('Overview');
    await page.getByText(/€5,000.00 of the budget is not planned yet/).waitFor();
    await page.getByRole('heading', { name: 'Due next' }).waitFor();
    await page.getByRole('link', { name: 'Training' }).waitFor();
    await judge();
    await page.getByRole('link', { name: 'Projects', exact: true }).click();
    await page.getByRole('combobox', { name: 'Project manager' }).fill('theo');
    await page.getByRole('option', { name: /Theo Technician/ }).click();
    await page.getByText('No project fits').waitFor();
    await page.getByRole('checkbox', { name: 'Managed by me' }).click();
    await page.waitForURL(/projectManagerId=/);
    await page.getByRole('link', { name: 'System implementation, phase 1' }).click();
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
  });
});
