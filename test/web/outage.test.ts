import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { newCustomer } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('An outage in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    await newCustomer(await stack.as('sales'), 'Client A');
    ({ page, complaints } = await signedIn(
      browser,
      stack,
      'finance',
      /status of 503|ERR_INTERNET_DISCONNECTED/,
    ));
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  /** Billing is away, as the gateway answers then, until what is returned is called. */
  const away = async (paths: RegExp): Promise<() => Promise<void>> => {
    await page.route(paths, (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'https://closeout.dev/problems/service-unavailable',
          title: 'Service Unavailable',
          status: 503,
          detail: 'billing cannot be reached.',
          code: 'service-unavailable',
        }),
      }),
    );
    return () => page.unroute(paths);
  };

  it('where customers cannot be loaded, their field says so, and never that there is none', async () => {
    await page.goto(`${stack.url}/invoices/new`);
    const back = await away(/\/api\/v1\/customers\?/);
    await page.getByLabel('Customer').first().click();
    await page.getByText('Customers cannot be loaded.').waitFor();
    expect(await page.getByText('No customer fits').count()).toBe(0);
    await back();
    await page.getByRole('option', { name: 'Try again' }).click();
    await page.getByRole('option', { name: /Client A/ }).click();
    await page.locator('input[value="Client A"]').waitFor();
  });
});
