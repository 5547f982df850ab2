import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { newCustomer } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { accessibilityOf, chromiumProgram, complaintsOf, startBrowser } from './browser.js';

const withBrowser = chromiumProgram ? describe : describe.skip;
if (!chromiumProgram)
  console.warn('There is no chromium on this machine: the tests of the web UI are skipped.');

withBrowser('Projects in the browser', () => {
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
});
