import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { passwordOf } from '../stack/passwords.js';
import { startStack, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser, type SignedIn } from './browser.js';

inBrowser('A session in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  const windows: SignedIn[] = [];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]));

  it('who signs out in one tab is out in every other, and what was read is gone', async () => {
    const first = await signedIn(browser, stack, 'sales');
    windows.push(first);
    const second = await first.page.context().newPage();
    await second.goto(`${stack.url}/projects`);
    await second.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
    await first.page.getByRole('button', { name: /^Account of/ }).click();
    await first.page.getByRole('menuitem', { name: 'Sign out' }).click();
    for (const page of [first.page, second]) {
      await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
      // The page goes first, the session right after it.
      await page.waitForFunction(() => fetch('/api/v1/projects').then(({ status }) => status === 401));
    }
  });

  it('a session that ends while one types is begun again in place, and what was typed is still there', async () => {
    const own = await signedIn(browser, stack, 'pm');
    windows.push(own);
    const { page } = own;
    await page.goto(`${stack.url}/projects/new`);
    await page.getByLabel('Title').fill('Typed before the session ended');

    // The same person sets a new password on another machine, which ends this session.
    const elsewhere = await stack.as('pm');
    const changed = await elsewhere.post('/me/password', {
      currentPassword: 'closeout-demo',
      newPassword: 'another-good-password',
    });
    expect(changed.status).toBe(204);
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await page.getByLabel('Customer').first().click();
    await dialog.waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.getByLabel(/^Password/).fill('another-good-password');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the session ended');
  });

  it('in German, what is wrong is said in German: before it is sent, and when it is refused', async () => {
    const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${stack.url}/sign-in`);
    const submit = page.getByRole('button', { name: 'Anmelden' });
    await submit.click();
    await page.getByText('Bitte ausfüllen.').nth(1).waitFor();
    await page.getByLabel('E-Mail-Adresse').and(page.locator(':focus')).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByLabel('E-Mail-Adresse').fill('finance');
    await page.getByLabel(/^Passwort/).fill('not the password');
    await submit.click();
    await page.getByText('Das ist keine E-Mail-Adresse wie name@example.com.').waitFor();
    await page.getByLabel('E-Mail-Adresse').fill('finance@closeout.test');
    await page.getByText('Das ist keine E-Mail-Adresse').waitFor({ state: 'detached' });
    await submit.click();
    await page.getByRole('alert').getByText('E-Mail-Adresse oder Passwort ist falsch.').waitFor();
    await page.getByLabel(/^Passwort/).fill(passwordOf('finance'));
    await submit.click();
    await page.getByRole('navigation').waitFor();

    await page.goto(`${stack.url}/customers`);
    await page.getByRole('button', { name: '+ Kunden anlegen' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Kunde A');
    // For the browser an address, for Closeout none.
    await dialog.getByLabel('E-Mail-Adresse').fill('a@b');
    await dialog.getByRole('button', { name: 'Kunden anlegen' }).click();
    await dialog.getByText('Das ist keine E-Mail-Adresse wie name@example.com.').waitFor();
    await dialog.getByRole('alert').getByText('Bitte prüfen Sie Ihre Angaben').waitFor();
    expect(await dialog.innerText()).not.toMatch(/\/email|Bad Request|expected/);
    await context.close();
  });
});
