import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { client } from '@closeout/service-kit/testing';
import type { Browser, Page } from 'playwright-core';
import { passwordOf } from '../stack/passwords.js';
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

inBrowser('Users, roles and keys in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  const windows: SignedIn[] = [];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    const admin = await signedIn(browser, stack, 'admin', /status of (400|401|403|409)/);
    windows.push(admin);
    ({ page } = admin);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]));

  it('where only the outside provider signs people in, nobody is added, invited or given a password', async () => {
    const options = '**/api/v1/auth/options';
    const says = (answer: object) => page.route(options, (route) => route.fulfill({ json: answer }));
    await says({ password: false, email: true });
    await page.goto(`${stack.url}/users`);
    await page.getByText(/^Only the outside provider signs people in/).waitFor();
    expect(await page.getByRole('button', { name: 'Add user' }).count()).toBe(0);
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Petra Manager' }).click();
    await page.getByText(/but only the outside provider signs people in/).waitFor();
    expect(await page.getByRole('button', { name: 'New password' }).count()).toBe(0);
    await page.goto(`${stack.url}/account`);
    await page.getByRole('heading', { name: 'My account', level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Two-step sign-in' }).waitFor();
    expect(await page.getByLabel('Present password').count()).toBe(0);
    await page.unroute(options);

    await says({ password: true, email: false });
    await page.goto(`${stack.url}/users`);
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByText(/^No e-mails are sent from here, so nobody can be invited/).waitFor();
    expect(await page.getByRole('radio', { name: 'Invite by e-mail' }).count()).toBe(0);
    await page.unroute(options);
    await page.goto(stack.url);
  });

  it('a new colleague is added, signs in, sets a password of their own, leaves, and is out at once', async () => {
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Petra Manager' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add user' });
    await dialog.getByLabel('Name').fill('Nina Newcomer');
    await dialog.getByLabel('E-mail address').fill('pm@closeout.test');
    await dialog.getByRole('combobox', { name: 'Roles' }).or(dialog.getByLabel('Roles')).first().click();
    await page.getByRole('option', { name: 'Sales' }).click();
    await page.keyboard.press('Tab');
    await dialog.getByRole('radio', { name: 'Set a password' }).check();
    await dialog.getByRole('button', { name: 'Make one' }).click();
    const password = await dialog.getByRole('textbox', { name: 'Password' }).inputValue();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('E-mail address').fill('nina@closeout.test');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.waitFor({ state: 'detached' });

    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const nina = await context.newPage();
    windows.push({ page: nina, complaints: complaintsOf(nina, /status of (400|401|403)/) });
    await nina.goto(stack.url);
    await nina.getByLabel('E-mail address').fill('nina@closeout.test');
    await nina.getByLabel(/^Password/).fill(password);
    await nina.getByRole('button', { name: 'Sign in' }).click();
    // What was handed over opens nothing but the choice of another one, and that is not one that is tried first.
    await nina.getByText('Somebody else chose your password.').waitFor();
    expect(await accessibilityOf(nina)).toEqual([]);
    await nina.getByLabel('New password').fill('password123');
    await nina.getByRole('button', { name: 'Change password and sign in' }).click();
    await nina
      .getByText(/too easy to guess/)
      .first()
      .waitFor();
    await nina.getByLabel('New password').fill('a first password of mine');
    await nina.getByRole('button', { name: 'Change password and sign in' }).click();
    await nina.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    await nina.goto(`${stack.url}/account`);
    await nina.getByLabel('Present password').fill('not this one');
    await nina.getByLabel('New password').fill('my own long password');
    await nina.getByRole('button', { name: 'Change password' }).click();
    await nina.getByText('The current password is wrong.').waitFor();
    await nina.getByLabel('Present password').fill('a first password of mine');
    await nina.getByRole('button', { name: 'Change password' }).click();
    await nina.getByText('Your password was changed').waitFor();
    const credentials = { email: 'nina@closeout.test', password: 'my own long password' };
    const program = (await client(stack.api).post('/auth/login', credentials)).body.accessToken;
    await nina.reload();
    const section = nina.getByRole('region', { name: 'Where you are signed in' });
    await section.getByText('This session').waitFor();
    expect(await accessibilityOf(nina)).toEqual([]);
    await section.getByRole('button', { name: /^Sign out node/ }).click();
    await nina.getByText('The session was ended').waitFor();
    expect((await client(stack.api, program).get('/me')).status).toBe(401);

    await page.getByRole('searchbox', { name: 'Search' }).fill('nina');
    await page.getByRole('link', { name: 'Nina Newcomer' }).click();
    await page.getByRole('heading', { name: 'Nina Newcomer', level: 1 }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit' });
    await edit.getByLabel('Security level').fill('3');
    expect(await accessibilityOf(page)).toEqual([]);
    await edit.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Nina Newcomer was saved').waitFor();
    await page.getByRole('button', { name: 'New password' }).click();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Inactive', { exact: true }).waitFor();
    await nina.getByRole('dialog', { name: 'Your session has ended' }).waitFor({ timeout: 20_000 });
    await nina
      .getByLabel(/^Password/)
      .last()
      .fill('my own long password');
    await nina.getByRole('button', { name: 'Sign in' }).click();
    await nina.getByText('E-mail address or password is wrong.').waitFor();
    await context.close();
  });

  it('roles are seen at a glance, and a new one is made', async () => {
    await page.getByRole('link', { name: 'Roles' }).click();
    await page.getByRole('columnheader', { name: /Admin/ }).getByText('always everything').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add role' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add role' });
    await dialog.getByLabel('Name').fill('Auditor');
    await dialog.getByRole('checkbox', { name: 'View invoices and credit notes' }).check();
    await dialog.getByRole('checkbox', { name: /^Read the journal: complete/ }).check();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add role' }).click();
    await page
      .getByRole('columnheader', { name: /Auditor/ })
      .getByText('your own')
      .waitFor();
  });

  it('the key of a program is shown once, and revoked', async () => {
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make a key' });
    await dialog.getByLabel('Name').fill('ERP');
    await dialog.getByRole('combobox', { name: 'Roles' }).or(dialog.getByLabel('Roles')).first().click();
    await page.getByRole('option', { name: 'Auditor' }).click();
    await page.keyboard.press('Tab');
    expect(await accessibilityOf(page)).toEqual([]);
    // She signed in this morning; a key is a door that stays open.
    await stack.sql('gateway', `update session set created_at = created_at - interval '1 hour'`);
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    await page
      .getByRole('dialog', { name: 'Confirm it’s you' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    expect(await dialog.getByRole('alert').count()).toBe(0);
    expect(await dialog.getByLabel('Name').inputValue()).toBe('ERP');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    await confirmItIsMe(page, passwordOf('admin'));
    const secret = await dialog.getByText(/^cok_/).innerText();
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'I have it' }).click();
    const call = () => fetch(`${stack.api}/journal`, { headers: { 'x-api-key': secret } });
    expect((await call()).status).toBe(200);
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Revoke ERP' }).click();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Revoked', { exact: true }).waitFor();
    expect((await call()).status).toBe(401);
  });
});
