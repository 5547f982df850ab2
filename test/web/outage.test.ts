import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { newCustomer, see, seen } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('An outage in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let finance: Client;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    finance = await stack.as('finance');
    await newCustomer(await stack.as('sales'), 'Client A');
    ({ page, complaints } = await signedIn(
      browser,
      stack,
      'finance',
      /status of 503|ERR_INTERNET_DISCONNECTED|ERR_FAILED|dynamically imported module/,
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

  it('a list and a page come back by themselves after an outage, or when one asks', async () => {
    const { items } = await see(finance, '/customers');
    const back = await away(/\/api\/v1\/customers/);
    await page.goto(`${stack.url}/customers`);
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByText(/It is tried again by itself|Trying again/).waitFor();
    expect(await page.getByText('No customer yet').count()).toBe(0);
    await back();
    await page.getByRole('link', { name: 'Client A' }).waitFor();
    await page.getByRole('alert').waitFor({ state: 'detached' });

    const backAgain = await away(/\/api\/v1\/customers/);
    await page.goto(`${stack.url}/customers/${items[0].id}`);
    const again = page.getByRole('button', { name: 'Try again' }).first();
    await again.waitFor();
    await backAgain();
    await again.click();
    await page.getByRole('heading', { name: 'Client A', level: 1 }).waitFor();
  });

  it('a part of the program that did not come is asked for again', async () => {
    let refused = 0;
    await page.goto(stack.url);
    await page.getByRole('link', { name: 'Journal' }).waitFor();
    await page.route(/\/assets\/JournalPage/, (route) =>
      refused++ === 0 ? route.abort() : route.continue(),
    );
    await page.getByRole('link', { name: 'Journal' }).click();
    await page.getByRole('heading', { name: 'Journal', level: 1 }).waitFor();
    expect(refused).toBe(2);
    await page.unroute(/\/assets\/JournalPage/);
  });

  it('offline it says so, shows no old rows as found, and sends what was saved when it is back', async () => {
    const network = page.context();
    await page.goto(`${stack.url}/customers`);
    await page.getByRole('link', { name: 'Client A' }).waitFor();
    await network.setOffline(true);
    const bar = page.getByText('You are offline. Changes are sent when you are back');
    await bar.waitFor();
    await page.getByRole('searchbox').fill('zeppelin');
    await page.getByText('This is shown as soon as you are online again.').waitFor();
    expect(await page.getByRole('link', { name: 'Client A' }).count()).toBe(0);
    await page.getByRole('searchbox').fill('');

    await page.getByRole('link', { name: 'Client A' }).click();
    await page.getByText('The page that you want opens then, too.').waitFor();
    await network.setOffline(false);
    await page.getByRole('heading', { name: 'Client A', level: 1 }).waitFor();
    await bar.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Phone').fill('+49 30 1234567');
    await network.setOffline(true);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('1 change is waiting.').waitFor();
    expect((await see(finance, '/customers')).items[0].phone).not.toBe('+49 30 1234567');
    await network.setOffline(false);
    await bar.waitFor({ state: 'detached' });
    await seen(finance, '/customers', ({ items: [customer] }) => customer.phone === '+49 30 1234567');
  });

  it('a page that could not be shown comes by itself with the network', async () => {
    await page.goto(stack.url);
    await page.getByRole('link', { name: 'Invoices' }).waitFor();
    await page.route(/\/assets\/InvoicesPage/, (route) => route.abort());
    await page.getByRole('link', { name: 'Invoices' }).click();
    await page
      .getByRole('heading', { name: 'Something went wrong on this page' })
      .waitFor({ timeout: 20_000 });
    await page.context().setOffline(true);
    await page.getByText('The page loads by itself when you are back.').waitFor();
    await page.unroute(/\/assets\/InvoicesPage/);
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor();
  });
});
