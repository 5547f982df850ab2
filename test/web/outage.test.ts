import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { newCustomer, see, seen } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

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

  /** Answers wait until `answer` is called. */
  const held = async (paths: RegExp): Promise<{ answer(): void }> => {
    let answer = () => {};
    const called = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(paths, async (route) => {
      await called;
      await route.continue();
    });
    return { answer: () => answer() };
  };

  const newCustomerInDialog = async (name: string) => {
    await page.goto(`${stack.url}/customers`);
    await page.getByRole('button', { name: '+ Add customer' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Add customer' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('E-mail').fill('office@example.com');
    return { dialog, save: dialog.getByRole('button', { name: 'Add customer' }) };
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
    const { items } = await see(finance, '/customers?q=Client%20A');
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

  it('what cannot be saved is said in the dialog, which has it still, and saves when the service is back', async () => {
    const { dialog, save } = await newCustomerInDialog('Client B');
    const back = await away(/\/api\/v1\/customers$/);
    await save.click();
    await dialog.getByRole('alert').getByText('Not available at the moment').waitFor();
    await back();
    await save.click();
    await page.getByRole('heading', { name: 'Client B', level: 1 }).waitFor();
  });

  it('offline, a dialog says what becomes of what is saved in it, and it is saved with the network', async () => {
    const network = page.context();
    const { dialog, save } = await newCustomerInDialog('Client C');
    await network.setOffline(true);
    await dialog.getByText('You are offline.').waitFor();
    await save.click();
    await dialog.getByText('1 change is waiting.').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await network.setOffline(false);
    await page.getByRole('heading', { name: 'Client C', level: 1 }).waitFor();
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
  });

  it('an answer that is long in coming is said to be, and one that cannot come is told of within a second or two', async () => {
    const { answer } = await held(/\/api\/v1\/customers(\?|$)/);
    await page.goto(`${stack.url}/customers`);
    const slow = page.getByRole('main').getByText('This takes longer than usual');
    await slow.waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    answer();
    await page.getByRole('link', { name: 'Client A' }).waitFor();
    await slow.waitFor({ state: 'detached' });

    const back = await away(/\/api\/v1\/customers/);
    const [refused] = await Promise.all([
      page.waitForResponse((response) => response.status() === 503).then(() => Date.now()),
      page.goto(`${stack.url}/customers`),
    ]);
    await page.getByRole('alert').getByText('Not available at the moment').waitFor();
    expect(Date.now() - refused).toBeLessThan(2_500);
    await back();
    await page.getByRole('link', { name: 'Client A' }).waitFor();
  });

  it('a customer that was chosen is shown as one whose name cannot be loaded, and by name as soon as it can', async () => {
    const [customer] = (await see(finance, '/customers?q=Client%20A')).items;
    const back = await away(/\/api\/v1\/customers\//);
    await page.goto(`${stack.url}/invoices?customerId=${customer.id}`);
    await page.locator('input[value="The name cannot be loaded now"]').waitFor();
    await back();
    await page.locator('input[value="Client A"]').waitFor({ timeout: 20_000 });
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
    expect((await see(finance, '/customers?q=Client%20A')).items[0].phone).not.toBe('+49 30 1234567');
    await network.setOffline(false);
    await bar.waitFor({ state: 'detached' });
    await seen(
      finance,
      '/customers?q=Client%20A',
      ({ items: [customer] }) => customer.phone === '+49 30 1234567',
    );
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
