import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { startStack, type Stack } from '../stack/stack.js';
import {
  accessibilityOf,
  complaintsOf,
  confirmItIsMe,
  inBrowser,
  signedIn,
  startBrowser,
  type SignedIn,
} from './browser.js';

/** What the app shows, this and the next half minute: each works once. */
const codeOf = (key: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

inBrowser('Two-step sign-in in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  const windows: SignedIn[] = [];

  beforeAll(async () => {
    // Passkeys belong to a name: at a bare address browsers make none.
    [stack, browser] = await Promise.all([startStack({ replicas: 1, host: 'localhost' }), startBrowser()]);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]));

  async function person(account: string): Promise<SignedIn> {
    const own = await signedIn(browser, stack, account, /status of (400|401|403|409)/);
    windows.push(own);
    await own.page.goto(`${stack.url}/account`);
    await own.page.getByRole('region', { name: 'Two-step sign-in' }).waitFor();
    return own;
  }
  async function stranger(): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    windows.push({ page, complaints: complaintsOf(page, /status of (400|401|403|409)/) });
    return page;
  }
  async function enterPassword(page: Page, account: string, language = '/sign-in'): Promise<void> {
    await page.goto(`${stack.url}${language}`);
    await page.getByLabel('E-mail address').fill(`${account}@closeout.test`);
    await page.getByLabel(/^Password/).fill('closeout-demo');
    await page.keyboard.press('Enter');
  }
  const dashboard = (page: Page) => page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();

  /** Scans the code, so to speak, and confirms it. @returns the key, and the recovery codes */
  async function setUpApp(page: Page, steps = 0): Promise<{ key: string; codes: string[] }> {
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const key = await page.getByLabel('Key', { exact: true }).innerText();
    const code = page.getByLabel('Code from the app');
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await accessibilityOf(page)).toEqual([]);
    await code.fill('000000');
    await page.keyboard.press('Enter');
    await page.getByText(/That was not right|The code is wrong/).waitFor();
    await code.fill(codeOf(key, steps));
    await page.keyboard.press('Enter');
    const codes = (await page.locator('pre[aria-label="Recovery codes"]').innerText()).trim().split('\n');
    expect(codes.length).toBe(10);
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have saved them' }).click();
    return { key, codes };
  }

  it('an authenticator app is set up, and asked for at the next sign-in; a recovery code opens too', async () => {
    const { page } = await person('pm');
    const setUp = page.getByRole('button', { name: 'Set up authenticator app' });
    const question = page.getByRole('dialog', { name: 'Discard changes?' });
    await setUp.click();
    const dialog = page.getByRole('dialog', { name: 'Set up authenticator app' });
    await dialog.getByLabel('Code from the app').fill('123');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Discard changes' }).click();
    await dialog.waitFor({ state: 'detached' });
    await setUp.click();
    const { key, codes } = await setUpApp(page, -1);
    const section = page.getByRole('region', { name: 'Two-step sign-in' });
    await section.getByText('10 codes left').waitFor();
    await section.getByRole('button', { name: 'Create new recovery codes' }).click();
    const replacing = page.getByRole('dialog', { name: 'Create new recovery codes' });
    await replacing.getByText('The present codes stop working.').waitFor();
    await replacing.getByRole('button', { name: 'Cancel' }).click();
    await replacing.waitFor({ state: 'detached' });
    expect(await accessibilityOf(page)).toEqual([]);

    const again = await stranger();
    await enterPassword(again, 'pm');
    const code = again.getByLabel('Code from the app');
    await code.waitFor();
    expect(await code.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await accessibilityOf(again)).toEqual([]);
    await code.fill('000 000');
    await again.keyboard.press('Enter');
    await again.getByText('The code is wrong, or was used before.').waitFor();
    await code.fill(codeOf(key));
    await again.keyboard.press('Enter');
    await dashboard(again);

    const lost = await stranger();
    await enterPassword(lost, 'pm');
    await lost.getByRole('button', { name: 'Use recovery code' }).click();
    await lost.getByLabel(/^Recovery code/).fill((codes[0] ?? '').toLowerCase());
    await lost.keyboard.press('Enter');
    await dashboard(lost);

    // What protects the account is removed with the password once more; the others are out.
    await page.reload();
    await section.getByText('9 codes left').waitFor();
    await section.getByRole('button', { name: 'Remove authenticator app' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    const proof = page.getByRole('dialog', { name: 'Confirm it’s you' });
    const removal = page.getByRole('dialog', { name: 'Remove authenticator app' });
    const password = proof.getByLabel(/^Password/);
    await password.waitFor();
    // Each way out leaves one dialog, and none with something typed unasked.
    await page.keyboard.press('Escape');
    await proof.waitFor({ state: 'detached' });
    await removal.getByRole('button', { name: 'Remove' }).click();
    await password.fill('closeout');
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await password.inputValue()).toBe('closeout');
    expect(await removal.count()).toBe(1);
    await confirmItIsMe(page, 'closeout-demo');
    await page.getByText('The authenticator app was removed').waitFor();
    expect(await lost.evaluate(() => fetch('/api/v1/me').then(({ status }) => status))).toBe(401);
  });

  it('a passkey signs in without a password, and is the second step after one', async () => {
    const { page } = await person('sales');
    const device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.getByRole('button', { name: 'Add passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add passkey' });
    await dialog.getByLabel('Name').fill('Work');
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: 'Discard changes?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await question.waitFor({ state: 'detached' });
    await dialog.getByLabel('Name').fill('Work laptop');
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Work laptop was added').waitFor();
    // With the first factor of any kind come the codes for the day on which it is lost.
    const codes = page.getByRole('dialog', { name: 'Recovery codes' });
    await codes.waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await codes.getByRole('button', { name: 'I have saved them' }).click();
    await codes.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove passkey Work laptop' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);

    const signOut = async () => {
      await page.getByRole('button', { name: /^Account of/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    };
    await signOut();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use a passkey instead' }).click();
    await page.getByRole('button', { name: /^Account of/ }).waitFor();
    await signOut();
    await enterPassword(page, 'sales');
    await page.getByText('Use your passkey to sign in.').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use passkey' }).click();
    await dashboard(page);
  });

  it('a role asks for it: its people set it up before anything else, and an administrator helps who lost the phone', async () => {
    const admin = await person('admin');
    const finance = await person('finance');
    await admin.page.goto(`${stack.url}/roles`);
    await admin.page.getByRole('button', { name: 'Finance', exact: true }).click();
    const role = admin.page.getByRole('dialog', { name: 'Finance' });
    await role.getByRole('switch', { name: /^Require two-step sign-in/ }).check();
    expect(await accessibilityOf(admin.page)).toEqual([]);
    await role.getByRole('button', { name: 'Save' }).click();
    await admin.page
      .getByRole('columnheader', { name: /Finance/ })
      .getByText('two-step sign-in required')
      .waitFor();

    // Sessions from before are worth nothing.
    expect(await finance.page.evaluate(() => fetch('/api/v1/me').then(({ status }) => status))).toBe(401);
    const anew = await stranger();
    await enterPassword(anew, 'finance');
    await anew.getByText('Your role requires two-step sign-in. Set it up to sign in.').waitFor();
    await setUpApp(anew);
    await dashboard(anew);

    await admin.page.goto(`${stack.url}/users?q=finance`);
    await admin.page.getByRole('link', { name: /Finance/ }).click();
    await admin.page.getByText('Authenticator app').waitFor();
    await admin.page.getByRole('button', { name: 'Reset two-step sign-in' }).click();
    expect(await accessibilityOf(admin.page)).toEqual([]);
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Reset two-step sign-in' }).click();
    await confirmItIsMe(admin.page, 'closeout-demo');
    await admin.page.getByText('Required, not set up').waitFor();
    expect(await anew.evaluate(() => fetch('/api/v1/me').then(({ status }) => status))).toBe(401);
  });
});
