import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { client, eventually } from '@closeout/service-kit/testing';
import type { Browser, Page, Request } from 'playwright-core';
import { startMailServer, type MailServer } from '../../services/notifications/test/support/mailServer.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { make, see } from '../stack/stories.js';
import {
  accessibilityOf,
  complaintsOf,
  inBrowser,
  picture,
  signedIn,
  startBrowser,
  type SignedIn,
} from './browser.js';

const good = 'four words nobody joins';

inBrowser('Invitations and forgotten passwords', () => {
  let stack: Stack;
  let browser: Browser;
  let mail: MailServer;
  let admin: Client;
  const windows: SignedIn[] = [];

  beforeAll(async () => {
    mail = await startMailServer();
    [stack, browser] = await Promise.all([
      startStack({ replicas: 2, env: { SMTP_URL: mail.url } }),
      startBrowser(),
    ]);
    admin = await stack.as('admin');
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([stack?.stop(), mail?.stop()]);
  });
  afterEach(() => expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]));

  async function stranger(locale = 'en-GB'): Promise<Page> {
    const context = await browser.newContext({ locale, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    windows.push({ page, complaints: complaintsOf(page, /status of (400|401|409)/) });
    return page;
  }
  /** The link in the latest of so many e-mails to somebody. */
  async function linkTo(address: string, subject: RegExp, count = 1): Promise<string> {
    const found = await eventually(
      () => Promise.resolve(mail.to(address).filter(({ parsed }) => subject.test(parsed.subject ?? ''))),
      (mails) => mails.length >= count,
      { what: `e-mail ${count} to ${address}`, timeoutMs: 20_000 },
    );
    expect(found).toHaveLength(count);
    const [link] = /https?:\/\/\S+/.exec(found.at(-1)?.parsed.text ?? '') ?? [];
    return link ?? '';
  }
  const invited = async (name: string, address: string) => {
    await make(admin, '/users', { name, email: address, roles: ['sales'] });
    return linkTo(address, /You are invited/);
  };
  /** What the window keeps. */
  const keptIn = (page: Page) =>
    page.evaluate(() => JSON.stringify([sessionStorage, localStorage, history.state]));
  const choose = async (page: Page, password: string) => {
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Save and sign in' }).click();
  };

  it('an administrator invites a colleague, who chooses a password with the link and is signed in', async () => {
    const office = await signedIn(browser, stack, 'admin');
    windows.push(office);
    const { page } = office;
    await page.goto(`${stack.url}/users`);
    await page.getByRole('button', { name: 'Add user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add user' });
    await dialog.getByLabel('Name').fill('Nina Newcomer');
    await dialog.getByLabel('E-mail address').fill('nina@example.com');
    expect(await dialog.getByRole('radio', { name: 'Invite by e-mail' }).isChecked()).toBe(true);
    expect(await accessibilityOf(page)).toEqual([]);
    await picture(page, 'invite');
    await dialog.getByRole('button', { name: 'Invite' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Nina Newcomer was invited').waitFor();
    await page
      .getByRole('row', { name: /Nina Newcomer/ })
      .getByText('Invited')
      .waitFor();
    await page.getByRole('link', { name: 'Nina Newcomer' }).click();
    await page.getByText(/^Invited. The link works until/).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    const first = await linkTo('nina@example.com', /You are invited/);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('The invitation was sent again to nina@example.com').waitFor();
    const link = await linkTo('nina@example.com', /You are invited/, 2);

    const nina = await stranger();
    await nina.goto(first);
    await nina.getByRole('heading', { name: 'This link has expired' }).waitFor();
    await nina.goto('about:blank');
    const sent: Request[] = [];
    nina.on('request', (request) => sent.push(request));
    await nina.goto(link);
    await nina.getByText('Welcome, Nina Newcomer.').waitFor();
    // The secret is gone from the address at once, and was in none that was asked for.
    const secret = new URL(link).hash.slice(1);
    expect(secret).toMatch(/^cop_/);
    expect(nina.url()).toBe(`${stack.url}/choose-password`);
    expect(sent.length).toBeGreaterThan(2);
    for (const request of sent) {
      expect(request.url().split('#')[0]).not.toContain(secret);
      expect((await request.allHeaders())['referer'] ?? '').not.toContain(secret);
    }
    const answer = await sent[0]?.response();
    expect(await answer?.headerValue('referrer-policy')).toBe('no-referrer');
    expect(await nina.getByLabel('E-mail address').inputValue()).toBe('nina@example.com');
    // A reload of this window keeps the link; the address stays clean, and no other window knows it.
    await nina.reload();
    await nina.getByText('Welcome, Nina Newcomer.').waitFor();
    expect(nina.url()).toBe(`${stack.url}/choose-password`);
    const beside = await nina.context().newPage();
    await beside.goto(`${stack.url}/choose-password`);
    await beside.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await beside.close();
    for (const request of sent) expect(request.url().split('#')[0]).not.toContain(secret);
    expect(await nina.getByLabel('New password').getAttribute('autocomplete')).toBe('new-password');
    expect(await accessibilityOf(nina)).toEqual([]);
    await nina.getByLabel('New password').fill('NinaNewcomer');
    await nina
      .getByText('At least 10 characters')
      .getByText('met', { exact: true })
      .waitFor({ state: 'attached' });
    await nina.getByRole('button', { name: 'Show password' }).click();
    expect(await nina.getByLabel('New password').getAttribute('type')).toBe('text');
    await choose(nina, 'password123');
    await nina
      .getByText(/too easy to guess/)
      .first()
      .waitFor();
    expect(await accessibilityOf(nina)).toEqual([]);
    await picture(nina, 'choose-password');
    await choose(nina, good);
    await nina.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    expect(await keptIn(nina)).not.toContain(secret);

    await page
      .getByText('Active', { exact: true })
      .waitFor({ timeout: 20_000 })
      .catch(() => page.reload());
    await page.getByText('Active', { exact: true }).waitFor();
    const logs = stack.replicas.map((replica) => replica.log()).join('\n');
    expect(logs).not.toContain(secret);
  }, 120_000);

  it('a link that is given up is forgotten, and another one may be opened in the same window', async () => {
    const [link, other] = [
      await invited('Lena Leaves', 'lena@example.com'),
      await invited('Oskar Other', 'oskar@example.com'),
    ];
    const window = await stranger();
    await window.goto(link);
    await window.getByText('Welcome, Lena Leaves.').waitFor();
    await window.evaluate((hash) => (location.hash = hash), new URL(other).hash);
    await window.getByText('Welcome, Oskar Other.').waitFor();
    expect(window.url()).toBe(`${stack.url}/choose-password`);
    await window.reload();
    await window.getByText('Welcome, Oskar Other.').waitFor();
    await window.goto(`${stack.url}/sign-in`);
    await window.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await keptIn(window)).not.toContain('cop_');
    await window.goto(`${stack.url}/choose-password`);
    await window.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });

  it('what was sent is not shown among the sent e-mails', async () => {
    await invited('Conny Confidential', 'conny@example.com');
    const office = await signedIn(browser, stack, 'admin');
    windows.push(office);
    await office.page.goto(
      `${stack.url}/notifications?event=gateway.invitation&recipient=conny%40example.com`,
    );
    await office.page.getByRole('link', { name: 'You are invited to Closeout' }).click();
    await office.page.getByText(/^Not shown/).waitFor();
    expect(await office.page.content()).not.toContain('cop_');
    expect(await accessibilityOf(office.page)).toEqual([]);
  });

  it('a forgotten password is replaced with a link, which works once; the session elsewhere ends', async () => {
    const address = 'frida@example.com';
    const frida = await stranger();
    await frida.goto(await invited('Frida Forgetful', address));
    await choose(frida, good);
    await frida.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();

    const other = await stranger();
    await other.goto(`${stack.url}/sign-in`);
    await other.getByRole('link', { name: 'Forgot password?' }).click();
    await other.getByRole('heading', { name: 'Forgot password?' }).waitFor();
    expect(await accessibilityOf(other)).toEqual([]);
    const says: string[] = [];
    for (const asked of ['nobody@example.com', address]) {
      await other.goto(`${stack.url}/forgot-password`);
      await other.getByLabel('E-mail address').fill(asked);
      await other.getByRole('button', { name: 'Send link' }).click();
      const said = await other.getByText(/a link is on its way/).innerText();
      says.push(said.replace(asked, '…'));
    }
    expect(says[0]).toBe(says[1]);
    expect(await accessibilityOf(other)).toEqual([]);

    const link = await linkTo(address, /Choose a new password/);
    await other.goto(link);
    await other.getByText('Frida Forgetful, choose a new password.').waitFor();
    await choose(other, 'remembered from now on');
    await other.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    await linkTo(address, /password was changed/);
    await frida.getByRole('dialog', { name: 'Your session has ended' }).waitFor({ timeout: 30_000 });

    const again = await stranger();
    await again.goto(link);
    await again.getByRole('heading', { name: 'This link was used already' }).waitFor();
    expect(await accessibilityOf(again)).toEqual([]);
    await again.getByLabel('E-mail address').fill(address);
    await again.getByRole('button', { name: 'Send link' }).click();
    await again.getByText(/a link is on its way/).waitFor();
    expect(await linkTo(address, /Choose a new password/, 2)).not.toBe(link);
    expect(mail.to('nobody@example.com')).toEqual([]);
  }, 90_000);

  it('a link that is too old says so, in German too, and brings another one', async () => {
    const link = await invited('Greta Spät', 'greta@example.com');
    await stack.sql(
      'gateway',
      `update password_link l set expires_at = now() - interval '1 minute' from app_user u
        where u.id = l.user_id and u.email = 'greta@example.com'`,
    );
    const greta = await stranger('de-DE');
    await greta.goto(link);
    await greta.getByRole('heading', { name: 'Dieser Link ist abgelaufen' }).waitFor();
    await picture(greta, 'link-expired');
    await greta.getByLabel('E-Mail-Adresse').fill('greta@example.com');
    await greta.getByRole('button', { name: 'Link senden' }).click();
    await greta.getByText(/ist ein Link unterwegs/).waitFor();
    await greta.goto('about:blank');
    // Nobody said what she speaks when she was invited; now she has.
    await greta.goto(await linkTo('greta@example.com', /Einladung/));
    await greta.getByText('Willkommen, Greta Spät.').waitFor();
    await greta.getByLabel('Neues Passwort').fill(good);
    await greta.getByRole('button', { name: 'Speichern und anmelden' }).click();
    await greta.getByRole('heading', { level: 1, name: 'Übersicht' }).waitFor();
  });

  it('an administrator sends a link instead of choosing a password, and withdraws an invitation', async () => {
    const office = await signedIn(browser, stack, 'admin');
    windows.push(office);
    const { page } = office;
    const member = (await see(admin, '/users?q=member')).items[0];
    await page.goto(`${stack.url}/users/${member.id}`);
    await page.getByRole('button', { name: 'New password' }).click();
    const dialog = page.getByRole('dialog', { name: 'New password' });
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send link' }).click();
    await page.getByText('The link was sent to member@closeout.test').waitFor();
    expect(await linkTo('member@closeout.test', /Choose a new password/)).toContain('/choose-password#cop_');

    const link = await invited('Walter Withdrawn', 'walter@example.com');
    const walter = (await see(admin, '/users?q=walter')).items[0];
    await page.goto(`${stack.url}/users/${walter.id}`);
    await page.getByRole('button', { name: 'Withdraw invitation' }).click();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw invitation' }).click();
    await page.getByText('Inactive', { exact: true }).waitFor();
    const guest = await stranger();
    await guest.goto(link);
    await guest.getByRole('heading', { name: 'This link has expired' }).waitFor();
  });

  it('of two windows that use one link at the same moment, at two replicas, one wins', async () => {
    const link = await invited('Tina Twice', 'tina@example.com');
    const token = new URL(link).hash.slice(1);
    const gateways = stack.replicas.filter(({ service }) => service === 'gateway');
    expect(gateways).toHaveLength(2);
    const uses = await Promise.all(
      gateways.map(({ port }, i) =>
        client(`http://127.0.0.1:${port}/api/v1`).post('/auth/password-links/use', {
          token,
          password: `one of two windows, number ${i}`,
        }),
      ),
    );
    expect(uses.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('what is asked for while notifications is away is sent once it is back', async () => {
    // Those who stand at a page would complain that they hear nothing any more.
    await Promise.all(windows.map(({ page }) => page.context().close()));
    const notifications = stack.replicas.filter(({ service }) => service === 'notifications');
    await Promise.all(notifications.map((replica) => replica.kill('SIGKILL')));
    await make(admin, '/users', { name: 'Paula Patient', email: 'paula@example.com', roles: ['sales'] });
    for (const replica of notifications) replica.start();
    await stack.ready();
    const link = await linkTo('paula@example.com', /You are invited/);
    const paula = await stranger();
    await paula.goto(link);
    await paula.getByText('Welcome, Paula Patient.').waitFor();
    expect(mail.to('paula@example.com')).toHaveLength(1);
  }, 90_000);
});
