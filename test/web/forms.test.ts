import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { make, newCustomer, newProject, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('Dialogs, menus and pickers in the browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let admin: Client;
  let customer: Json;
  let project: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    admin = await stack.as('admin');
    customer = await newCustomer(admin, 'Client A');
    project = await newProject(admin, customer.id, { title: 'Observatory' });
    const stage = await make(admin, `/projects/${project.id}/stages`, { name: 'Dome' });
    const at = `/projects/${project.id}/milestones`;
    await make(admin, at, {
      ...{ type: 'ADVANCE', expectedAmount: '1000.00', label: 'First payment', stageId: stage.id },
    });
    await make(admin, at, { type: 'PROGRESS', expectedAmount: '2000.00', label: 'Second payment' });
    ({ page, complaints } = await signedIn(browser, stack, 'admin', /status of (400|409)|ERR_FAILED/));
    page.setDefaultTimeout(20_000);
    // Whoever leaves a page on purpose says so.
    page.on('dialog', (dialog) => void dialog.accept());
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect(complaints).toEqual([]));

  const open = async (path: string) => {
    await page.goto(stack.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const focused = (locator: Locator) => locator.and(page.locator(':focus')).waitFor();
  const gone = (locator: Locator) => locator.waitFor({ state: 'detached' });

  it('what was typed in a dialog is not lost by a click beside it, and every way out asks first', async () => {
    await open('/customers');
    const opener = page.getByRole('button', { name: '+ Add customer' }).first();
    const dialog = page.getByRole('dialog', { name: 'Add customer' });
    const question = page.getByRole('dialog', { name: 'Discard changes?' });
    await opener.click();
    await page.mouse.click(20, 700);
    await gone(dialog);

    await opener.click();
    await dialog.getByLabel('Name').fill('Half a cust');
    await page.mouse.click(20, 700);
    const ways: (() => Promise<void>)[] = [
      () => page.keyboard.press('Escape'),
      () => dialog.getByRole('button', { name: 'Cancel' }).click(),
      () => dialog.getByRole('button', { name: 'Close' }).click(),
    ];
    for (const leave of ways) {
      await leave();
      await focused(question.getByRole('button', { name: 'Keep editing' }));
      await page.keyboard.press('Escape');
      await gone(question);
      expect(await dialog.getByLabel('Name').inputValue()).toBe('Half a cust');
    }
    await dialog.getByLabel('Name').focus();
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Keep editing' }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await gone(question);
    await focused(dialog.getByLabel('Name'));
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Discard changes' }).click();
    await gone(dialog);
    await focused(opener);
    await opener.click();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await gone(dialog);
  });

  it('every dialog begins at its first field, and gives the focus back to what opened it', async () => {
    const at = `/projects/${project.id}`;
    const opened: string[] = [];
    const tryDialog = async (path: string, opener: Locator, back: Locator) => {
      const url = page.url();
      await opener.click();
      const dialog = page.getByRole('dialog');
      await dialog.first().waitFor({ timeout: 3000 });
      await dialog.locator(':focus').waitFor();
      const start = await page.evaluate<{ title: string; isFirst: boolean }>(`(() => {
        const dialog = document.querySelector('[role=dialog]');
        const fields = [...dialog.querySelectorAll('input:not([type=hidden]), textarea, select')];
        const first = fields.find((field) => !field.disabled);
        const isFirst = first ? document.activeElement === first : !document.activeElement.matches('[aria-label=Close]');
        return { title: dialog.querySelector('h2').textContent, isFirst };
      })()`);
      expect({ path, ...start }).toEqual({ path, title: start.title, isFirst: true });
      opened.push(start.title);
      await page.keyboard.press('Escape');
      await gone(dialog);
      await focused(back);
      expect(page.url()).toBe(url);
    };
    const pages: Record<string, RegExp[]> = {
      '/customers': [/Add customer/],
      [at]: [/^Edit$/],
      [`${at}?view=payments`]: [/Add payment|Add milestone/],
      [`${at}?view=stages`]: [/Add stage/, /^Edit Dome/],
      [`${at}?view=work`]: [/Add|Record|Log/],
      [`${at}?view=history`]: [/Add people/],
      '/users': [/Add user/],
      '/roles': [/Add|New/, /^Sales$/],
      '/api-keys': [/Add|New|Make/],
    };
    for (const [path, names] of Object.entries(pages)) {
      await open(path);
      for (const name of names) {
        const buttons = page.getByRole('main').getByRole('button', { name });
        await buttons.first().waitFor();
        for (const button of await buttons.all()) await tryDialog(path, button, button);
      }
    }
    const fromMenu = async (path: string, menu: Locator) => {
      await open(path);
      await menu.click();
      const items = await page.getByRole('menuitem', { name: / …$|^Keyboard/ }).allTextContents();
      await page.keyboard.press('Escape');
      for (const name of items) {
        await focused(menu);
        await menu.click();
        await tryDialog(path, page.getByRole('menuitem', { name, exact: true }), menu);
      }
    };
    await fromMenu(at, page.getByRole('button', { name: 'Actions', exact: true }));
    await fromMenu(`${at}?view=payments`, page.getByRole('button', { name: 'Actions for First payment' }));
    await fromMenu('/', page.getByRole('button', { name: /^Account of/ }));
    expect(opened.length).toBeGreaterThan(15);
  });

  it('where what had the focus is gone, the focus goes to what is next to it', async () => {
    await open(`/projects/${project.id}?view=payments`);
    await page.getByRole('button', { name: 'Actions for Second payment' }).click();
    await page.getByRole('menuitem', { name: 'Delete …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await gone(page.getByRole('button', { name: 'Actions for Second payment' }));
    await page.locator('main :focus').waitFor();
  });

  it('a picker is a combobox: Enter takes what was found, never sends the form; how much was found is said', async () => {
    await newCustomer(admin, 'Client B');
    await open('/receipts/new');
    const picker = page.getByRole('combobox', { name: 'Customer' });
    const said = (text: string) =>
      page.locator('[aria-live=polite]').getByText(text, { exact: true }).waitFor();
    await picker.fill('client');
    await said('2 suggestions');
    expect(await picker.getAttribute('aria-expanded')).toBe('true');
    expect(await picker.getAttribute('aria-autocomplete')).toBe('list');
    const marked = page.locator(`[id="${await picker.getAttribute('aria-activedescendant')}"]`);
    expect(await marked.getByText('Client A').count()).toBe(1);
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('input:focus[value="Client B"]').waitFor();
    expect(await picker.getAttribute('aria-expanded')).toBe('false');
    // Before the answer is here there is nothing to take, and the form is not sent either.
    await picker.fill('client a');
    await page.keyboard.press('Enter');
    await said('1 suggestion');
    await page.keyboard.press('Enter');
    await page.locator('input:focus[value="Client A"]').waitFor();
    await picker.fill('nobody');
    await said('No suggestion');
    expect(await accessibilityOf(page)).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/receipts/new');
    await page.getByRole('button', { name: '+ Add customer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add customer' });
    expect(await dialog.getByLabel('Name').inputValue()).toBe('nobody');
    await page.keyboard.press('Escape');
  });

  it('open menus have nothing that axe finds, in light and dark', async () => {
    const menus: [string, Locator][] = [
      [`/projects/${project.id}`, page.getByRole('button', { name: /^Account of/ })],
      [`/projects/${project.id}`, page.getByRole('button', { name: 'Actions', exact: true })],
      [`/projects/${project.id}?view=payments`, page.getByRole('button', { name: /^Actions for/ })],
      [`/projects/${project.id}?view=stages`, page.getByRole('button', { name: 'More actions for Dome' })],
    ];
    for (const [path, button] of menus) {
      await open(path);
      await button.first().click();
      await page.locator('[role=menuitem]:focus').waitFor();
      expect(await accessibilityOf(page)).toEqual([]);
    }
  });

  it('a payment that is added has the focus in its first field', async () => {
    await open('/projects/new');
    await page.getByLabel('Budget').fill('8000');
    await page.getByRole('button', { name: 'Add payment' }).click();
    const row = (no: number) => page.getByRole('group', { name: `Payment ${no}`, exact: true });
    await focused(row(1).getByLabel('Kind'));
    await row(1).getByLabel('Amount').fill('3000');
    await page.getByRole('button', { name: /^Add (the rest|final)/ }).click();
    await focused(row(2).getByLabel('Kind'));
    await row(2).getByRole('button', { name: 'Remove payment 2' }).click();
    await page.locator('main :focus').waitFor();
  });

  it('the open amounts that are chosen are the amount of a payment that nobody entered yet', async () => {
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '300.00' }];
    for (const unitPrice of ['300.00', '100.00']) {
      const body = { customerId: customer.id, currency: 'EUR', lines: [{ ...lines[0], unitPrice }] };
      const { id } = await make(admin, '/invoices', body);
      await make(admin, `/invoices/${id}/issue`);
    }
    await open(`/receipts/new?customerId=${customer.id}`);
    const amount = page.getByRole('textbox', { name: 'Amount', exact: true });
    await page.getByRole('button', { name: /^€300\.00/ }).click();
    expect(await amount.inputValue()).toBe('300.00');
    await page.getByRole('button', { name: /^€100\.00/ }).click();
    expect(await amount.inputValue()).toBe('400.00');
    await amount.fill('350');
    await page.getByRole('button', { name: /^€300\.00/ }).click();
    expect(await amount.inputValue()).toBe('350.00');
  });

  it('what was typed is there again when the page is loaded anew, until it is saved or given up', async () => {
    const { page } = await signedIn(browser, stack, 'admin');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${stack.url}/projects/new`);
    await page.getByLabel('Title').fill('Planetarium');
    await page.getByLabel('Budget').fill('8000');
    await page.getByRole('button', { name: 'Add payment' }).click();
    await page.getByRole('group', { name: 'Payment 1' }).getByLabel('Amount').fill('3000');
    await page.reload();
    await page.getByText('What you typed before is here again').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Planetarium');
    expect(await page.getByRole('group', { name: 'Payment 1' }).getByLabel('Amount').inputValue()).toBe(
      '3,000.00',
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('input[data-path="title"][value=""]').waitFor();
    await page.getByLabel('Title').fill('Given up');
    await page.getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();

    const opener = page.getByRole('button', { name: '+ Add customer' }).first();
    const dialog = page.getByRole('dialog', { name: 'Add customer' });
    await opener.click();
    await dialog.getByLabel('Name').fill('Client C');
    await page.reload();
    await opener.click();
    await page.getByText('What you typed before is here again').waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Client C');
    await dialog.getByLabel('E-mail address').fill('c@example.com');
    await dialog.getByRole('button', { name: 'Add customer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Client C' }).waitFor();
    await page.goto(`${stack.url}/projects/new`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('');
    await page.getByLabel('Title').fill('Left behind');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    const kept = `Object.keys(sessionStorage).filter((key) => key.startsWith('closeout.form'))`;
    expect(await page.evaluate(kept)).toEqual([]);
  });

  it('days are written in the chosen language, whatever the browser speaks', async () => {
    await open('/projects/new');
    const field = (name: string) => page.getByRole('textbox', { name });
    expect(await field('Start').getAttribute('placeholder')).toBe('DD/MM/YYYY');
    await page.evaluate(`localStorage.setItem('closeout.language', 'de')`);
    await page.reload();
    await field('Beginn').fill('1.2.26');
    await page.keyboard.press('Tab');
    expect(await field('Beginn').inputValue()).toBe('01.02.2026');
    await field('Ende').fill('30.2.2026');
    await page.keyboard.press('Tab');
    await page.getByText('Bitte ein Datum als TT.MM.JJJJ eingeben').waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.evaluate(`localStorage.removeItem('closeout.language')`);
  });

  it('what can be clicked is large enough for a finger', async () => {
    const at = `/projects/${project.id}`;
    for (const path of [
      '/',
      '/projects',
      at,
      `${at}?view=stages`,
      `${at}?view=work`,
      '/users',
      '/roles',
      '/invoices?status=DRAFT',
    ]) {
      await open(path);
      await page.getByRole('status', { name: 'Loading …' }).waitFor({ state: 'detached' });
      expect({ path, small: await page.evaluate<string[]>(smallTargets) }).toEqual({ path, small: [] });
    }
  });

  it('a page that crashes has one main part', async () => {
    await open('/customers');
    await page.route(/\/assets\/JournalPage[^/]*\.js/, (route) => route.abort());
    await page.getByRole('link', { name: 'Journal' }).click();
    await page.getByRole('heading', { level: 1, name: 'Something went wrong on this page' }).waitFor();
    expect(await page.locator('main').count()).toBe(1);
    complaints.length = 0;
  });
});

/** In the page: what is smaller than WCAG 2.5.8 wants. A box to tick has its label, a row's link the row. */
const smallTargets = `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary, select, textarea')]
  .filter((target) => target.checkVisibility({ visibilityProperty: true }))
  .filter((target) => {
    const row = getComputedStyle(target, '::after').position === 'absolute' && target.closest('li, tr');
    const parts = [row || target, ...(target.labels ?? [])].map((part) => part.getBoundingClientRect());
    const size = (from, to) => Math.max(...parts.map((part) => part[to])) - Math.min(...parts.map((part) => part[from]));
    const isHidden = parts[0].width <= 1 || parts[0].right < 0;
    return !isHidden && (size('left', 'right') < 24 || size('top', 'bottom') < 24);
  })
  .map((target) => target.outerHTML.slice(0, 200))`;
