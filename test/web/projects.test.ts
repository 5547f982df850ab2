import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '@closeout/service-kit/testing';
import { issuedReceipt, newCustomer, see } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { accessibilityOf, complaintsOf, inBrowser, startBrowser } from './browser.js';

inBrowser('Projects in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    await newCustomer(await stack.as('sales'), 'Client A', { vatNumber: 'DE123456789' });
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    complaints = complaintsOf(page, /status of (400|401|409)/);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  it('who is not signed in is asked to, and told when the password is wrong', async () => {
    await page.goto(`${stack.url}/projects?status=ACTIVE`);
    await page.getByLabel('E-mail address').fill('admin@closeout.test');
    await page.getByLabel(/^Password/).fill('wrong');
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel(/^Password/).fill('closeout-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe('?status=ACTIVE');
    await page.getByText('No project fits').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('a project of four payments is created for a customer who is found by the VAT number', async () => {
    await page.getByRole('link', { name: 'New project' }).click();
    await page.getByRole('heading', { name: 'New project', level: 1 }).waitFor();
    await page
      .getByRole('combobox', { name: 'Customer' })
      .or(page.getByLabel('Customer'))
      .first()
      .fill('DE1234');
    await page.getByRole('option', { name: /Client A/ }).click();
    await page.getByRole('button', { name: '+ Add customer' }).click();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('Title').fill('System Implementation');
    await page.getByLabel('Budget').fill('8,000.00');
    await page.getByLabel('Start').fill('2026-01-01');
    await page.getByLabel('End').fill('2025-12-31');
    for (const [index, amount] of ['3000', '1000', '1000', '2999.99'].entries()) {
      await page.getByRole('button', { name: 'Add payment' }).click();
      const payment = page.getByRole('group', { name: `Payment ${index + 1}` });
      await payment.getByLabel('Amount').fill(amount);
    }
    const last = page.getByRole('group', { name: 'Payment 4' });
    await last.getByRole('combobox', { name: 'Kind' }).or(last.getByLabel('Kind')).first().click();
    await page.getByRole('option', { name: 'Final payment' }).click();
    await page.getByText('€0.01 of the budget not planned yet').waitFor();
    await last.getByLabel('Amount').fill('3,000.00');
    await page.getByText('Exactly the budget').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('System Implementation');
    await page.getByLabel('End').fill('2026-03-31');
    await page.getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('heading', { name: 'System Implementation', level: 1 }).waitFor();
  });

  it('the list finds it while one types, and says how much of it is received', async () => {
    await page.getByRole('link', { name: 'Projects', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('implem');
    await page.getByRole('link', { name: 'System Implementation' }).waitFor();
    await page.getByText('€0.00 of €8,000.00 received').waitFor();
    await page.waitForURL(/q=implem/);
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('its page says what is pending and blocking, and a receipt that a colleague issues appears by itself', async () => {
    await page.getByRole('link', { name: 'System Implementation' }).click();
    await page.getByText('€0.00 of €8,000.00 received').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);

    const finance = await stack.as('finance');
    const projectId = new URL(page.url()).pathname.split('/').pop() ?? '';
    const { customerId, milestones } = await see(finance, `/projects/${projectId}`);
    const milestoneId = milestones[0].id;
    await issuedReceipt(finance, { customerId, projectId, milestoneId, amount: '3000.00' });
    await page.getByText('€3,000.00 of €8,000.00 received').waitFor();

    await page.getByRole('tab', { name: 'Payments' }).click();
    await page.getByRole('rowheader', { name: /^REC-/ }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Closure' }).click();
    await page.getByText('3 records hold up the closure').waitFor();
    await page.getByRole('img', { name: 'Received: €3,000.00' }).waitFor();
    expect(await page.getByRole('button', { name: 'Finalize' }).count()).toBe(0);
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('it is put on hold with a reason, after a look at what will happen', async () => {
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Put on hold' }).click();
    const dialog = page.getByRole('dialog', { name: 'Put on hold' });
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await dialog.getByText('Active → On hold').waitFor();
    await dialog.getByLabel('Reason').fill('Waiting for hardware');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: 'History and team' }).click();
    await page.getByText('Waiting for hardware').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it('everything is there in German, and nothing after signing out', async () => {
    await page.getByRole('button', { name: 'Account of Ada Admin' }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByRole('tab', { name: 'Verlauf und Team' }).waitFor();
    await page.getByRole('button', { name: 'Konto von Ada Admin' }).click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await eventually(
      () => page.evaluate(() => fetch('/api/v1/me').then(({ status }) => status)),
      (status) => status === 401,
      { timeoutMs: 5000, what: 'the end of the session' },
    );
    await page.goBack();
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  });
});
