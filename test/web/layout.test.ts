import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { make, newCustomer, newProject, see, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { inBrowser, signedIn, startBrowser, type SignedIn } from './browser.js';

const widths = [1440, 1024, 390, 320];
const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK'];
const endless = 'W'.repeat(200);
const line = { description: 'Work', quantity: '1', unitPrice: '1000.00', taxRate: '19' };

/** How far the page is wider than the window. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Texts that stick out of the window or of the box that they stand in. */
const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not shown`);
  return box;
};

/** Whose placeholder has less room than it needs. */
const cutPlaceholders = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    return [...document.querySelectorAll<HTMLInputElement>('main input[placeholder]')].flatMap((input) => {
      const style = getComputedStyle(input);
      if (!context || !input.placeholder || input.value) return [];
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return context.measureText(input.placeholder).width > room + 1 ? [input.placeholder] : [];
    });
  });

inBrowser('Pages at every width', () => {
  let stack: Stack;
  let browser: Browser;
  let admin: SignedIn;
  let german: SignedIn;
  let page: Page;
  let api: Client;
  let project: Json;
  let customer: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    api = await stack.as('admin');
    customer = await newCustomer(api, 'Client A', { phone: '+49 40 123456', address: 'Street 1, Hamburg' });
    await make(api, '/customers', { name: endless, email: 'endless@example.com', currency: 'EUR' });
    project = await newProject(api, customer.id, {
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000.00', dueDate: '2026-01-31' },
        { type: 'FINAL', expectedAmount: '5000.00', dueDate: '2099-03-31' },
      ],
    });
    await newProject(api, customer.id, { title: endless });
    const closed = await newProject(api, customer.id, { title: 'Closed already' });
    for (const { id } of (await see(api, `/projects/${closed.id}/checklist`)).items)
      await api.patch(`/projects/${closed.id}/checklist/${id}`, { done: true });
    await make(api, `/projects/${closed.id}/technical-closure`);
    for (const currency of currencies) {
      const invoice = await make(api, '/invoices', { customerId: customer.id, currency, lines: [line] });
      await make(api, `/invoices/${invoice.id}/issue`);
    }
    const quote = await make(api, '/quotes', {
      ...{ customerId: customer.id, currency: 'EUR', title: 'Network of the head office', lines: [line] },
    });
    await make(api, `/quotes/${quote.id}/send`);
    await make(api, '/cpos', { customerId: customer.id, number: 'PO-1', amount: '800.00', currency: 'EUR' });
    [admin, german] = await Promise.all([
      signedIn(browser, stack, 'admin'),
      signedIn(browser, stack, 'admin').then(async (window) => {
        await window.page.evaluate(() => localStorage.setItem('closeout.language', 'de'));
        return window;
      }),
    ]);
    page = admin.page;
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect([...admin.complaints, ...german.complaints]).toEqual([]));

  const lists = [
    '/',
    '/projects',
    '/customers',
    '/quotes',
    '/orders',
    '/invoices',
    '/receipts',
    '/users',
    '/operations/dead-letters',
  ];
  it('no page is wider than its window, in English and in German, whatever things are called', async () => {
    const found: string[] = [];
    for (const window of [admin.page, german.page])
      for (const path of [...lists, `/projects/${project.id}`, `/customers/${customer.id}`]) {
        await window.setViewportSize({ width: 1440, height: 900 });
        await window.goto(`${stack.url}${path}`);
        await window.getByRole('heading', { level: 1 }).waitFor();
        // Rows, or the line that says that there are none.
        await window.locator('main :is(li, tr, article, dl, h2, h3)').first().waitFor();
        for (const width of widths) {
          await window.setViewportSize({ width, height: 900 });
          // The chart follows the window a moment later.
          const settled = await window
            .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, null, {
              timeout: 3_000,
            })
            .then(
              () => true,
              () => false,
            );
          if (!settled) found.push(`${path} at ${width}: ${await sideways(window)} px`);
        }
      }
    expect(found).toEqual([]);
  }, 180_000);

  it('a name of 200 letters leaves the buttons of its project within reach', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${stack.url}/projects`);
    await page.getByRole('link', { name: endless }).click();
    const edit = await page.getByRole('button', { name: 'Edit' }).boundingBox();
    expect((edit?.x ?? 9999) + (edit?.width ?? 0)).toBeLessThanOrEqual(1440);
    expect(await sideways(page)).toBe(0);
  });

  it('a long name hides no other column of the customers', async () => {
    await page.goto(`${stack.url}/customers`);
    await page.getByRole('link', { name: endless }).waitFor();
    const email = await page.getByRole('columnheader', { name: 'E-mail' }).boundingBox();
    const terms = await page.getByRole('columnheader').last().boundingBox();
    expect(email?.x).toBeLessThan(900);
    expect((terms?.x ?? 9999) + (terms?.width ?? 0)).toBeLessThanOrEqual(1440);
  });

  it('the status of a project never lies over what stands beside it', async () => {
    for (const width of [1440, 1024, 390, 320]) {
      await german.page.setViewportSize({ width, height: 900 });
      await german.page.goto(`${stack.url}/projects`);
      const row = german.page.getByRole('listitem').filter({ hasText: 'Closed already' });
      const badge = await row.getByText('Technisch abgeschlossen').boundingBox();
      const done = await row
        .getByText(/Arbeit/)
        .first()
        .boundingBox();
      if (!badge || !done) throw new Error('not shown');
      const beside = badge.x + badge.width <= done.x || done.x + done.width <= badge.x;
      const below = badge.y + badge.height <= done.y || done.y + done.height <= badge.y;
      expect([width, beside || below]).toEqual([width, true]);
      expect(badge.x + badge.width).toBeLessThanOrEqual(width);
    }
  });

  describe('on a telephone', () => {
    it('the first project stands on the first screen; the filters open when they are wanted', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${stack.url}/projects?status=ACTIVE`);
      const first = await page.getByRole('main').getByRole('listitem').first().boundingBox();
      expect(first?.y).toBeLessThan(500);
      expect(await page.getByLabel('Status').count()).toBe(0);
      const filters = page.getByRole('button', { name: 'Filters (1)' });
      await filters.click();
      expect(await filters.getAttribute('aria-expanded')).toBe('true');
      await page.getByLabel('Managed by me').waitFor();
    });

    it('a table shows that columns follow at the right', async () => {
      await page.setViewportSize({ width: 320, height: 844 });
      await page.goto(`${stack.url}/`);
      await page.getByText('Table', { exact: true }).click();
      const table = page.getByRole('group', { name: 'Money by month' });
      const head = table.getByRole('columnheader').first();
      await head.waitFor();
      const shadow = () => table.evaluate((box) => getComputedStyle(box).boxShadow);
      expect(await shadow()).toContain('inset');
      expect((await head.boundingBox())?.x).toBeLessThan(320);
      await table.evaluate((box) => box.scrollTo(5000, 0));
      await page.waitForFunction(
        () =>
          getComputedStyle(document.querySelector('main [role=group][tabindex]') as Element).boxShadow ===
          'none',
      );
      await page.setViewportSize({ width: 390, height: 844 });
    });

    it('the customer of a new invoice has room beside “Add customer”', async () => {
      await page.goto(`${stack.url}/invoices/new`);
      const field = await page.getByLabel('Customer').first().boundingBox();
      expect(field?.width).toBeGreaterThan(250);
    });
  });

  it('what a search looks in can be read to the end', async () => {
    const found: string[] = [];
    for (const window of [admin.page, german.page])
      for (const path of [
        ...['/projects', '/customers', '/quotes', '/orders', '/invoices', '/receipts'],
        ...['/journal', '/users', '/notifications'],
      ]) {
        await window.goto(`${stack.url}${path}`);
        await window.getByRole('searchbox').waitFor();
        for (const width of [1440, 1024, 390]) {
          await window.setViewportSize({ width, height: 900 });
          found.push(...(await cutPlaceholders(window)).map((text) => `${path} at ${width}: ${text}`));
        }
      }
    expect(found).toEqual([]);
  }, 180_000);

  it('records and forms have one width', async () => {
    await page.setViewportSize({ width: 1920, height: 900 });
    const found = new Set<number>();
    for (const path of [
      '/account',
      '/orders/new',
      '/projects/new',
      '/invoices/new',
      '/receipts/new',
      '/quotes/new',
    ]) {
      await page.goto(`${stack.url}${path}`);
      const title = page.getByRole('heading', { level: 1 });
      await title.waitFor();
      found.add(
        await title.evaluate((heading) => {
          let box: HTMLElement = heading as HTMLElement;
          while (box.parentElement && getComputedStyle(box).maxWidth === 'none') box = box.parentElement;
          return box.getBoundingClientRect().width;
        }),
      );
    }
    expect([...found]).toEqual([1080]);
  });

  it('what can be done with a record stands at the right of its title', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const { items: quotes } = (await api.get('/quotes')).body;
    const { items: orders } = (await api.get('/cpos')).body;
    const receipt = await make(api, '/receipts', {
      ...{ customerId: customer.id, currency: 'EUR', amount: '1.00', paymentDate: '2026-01-31' },
    });
    for (const [path, button] of [
      [`/projects/${project.id}`, 'Edit'],
      [`/quotes/${quotes[0].id}`, 'Customer declined'],
      [`/orders/${orders[0].id}`, 'New invoice'],
      [`/receipts/${receipt.id}`, 'Throw draft away'],
    ] as const) {
      await page.goto(`${stack.url}${path}`);
      const title = await page.getByRole('heading', { level: 1 }).boundingBox();
      const act = await page
        .getByRole('button', { name: button })
        .or(page.getByRole('link', { name: button }))
        .first()
        .boundingBox();
      if (!title || !act) throw new Error(path);
      expect([path, act.y < title.y + title.height && act.x > title.x + title.width]).toEqual([path, true]);
    }
  });

  it('in the dark, the dot of a planned payment and the edges of cards are seen', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${stack.url}/projects/${project.id}?view=payments`);
    const planned = page.getByText('Planned', { exact: true }).first();
    await planned.waitFor();
    const colours = await page.evaluate(() => {
      const badge = document.querySelector('.mantine-Badge-root[data-variant=dot]:not([data-x])') as Element;
      const paper = document.querySelector('main .mantine-Paper-root') as Element;
      const dots = [...document.querySelectorAll('td .mantine-Badge-root')].map(
        (each) => getComputedStyle(each, '::before').backgroundColor,
      );
      return {
        dots,
        badge: badge.tagName,
        card: getComputedStyle(paper).backgroundColor,
        page: getComputedStyle(document.body).backgroundColor,
      };
    });
    const light = (rgb: string) => Math.max(...(rgb.match(/\d+/g) ?? []).slice(0, 3).map(Number));
    expect(colours.dots.length).toBeGreaterThan(0);
    for (const dot of colours.dots) expect(light(dot)).toBeGreaterThan(100);
    expect(colours.card).not.toBe(colours.page);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('while the closure loads, nothing moves that one reads, whichever answer comes first', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const answers = ['financial-closure', 'technical-closure', 'checklist'];
    const gates = new Map<string, () => void>();
    for (const noun of answers) {
      const open = new Promise<void>((resolve) => gates.set(noun, resolve));
      await page.route(new RegExp(`/projects/[^/]+/${noun}$`), async (route) => {
        await open;
        await route.continue();
      });
    }
    await page.goto(`${stack.url}/projects/${project.id}?view=closure`);
    const panel = page.getByRole('tabpanel');
    await panel.waitFor();
    const placed = new Map<string, number>();
    const moved: string[] = [];
    const look = async () => {
      const now = await panel.evaluate((box) =>
        [...box.querySelectorAll<HTMLElement>('h2, p, label')].map(
          (each) => [each.innerText, Math.round(each.getBoundingClientRect().y)] as const,
        ),
      );
      const times = new Map<string, number>();
      for (const [words, y] of now) {
        // Some words stand there more than once.
        const nth = (times.get(words) ?? 0) + 1;
        times.set(words, nth);
        const text = `${words} (${nth})`;
        const before = placed.get(text);
        if (before !== undefined && Math.abs(before - y) > 1) moved.push(`${text}: ${before} → ${y}`);
        placed.set(text, y);
      }
    };
    for (const noun of answers) {
      const answered = page.waitForResponse((response) => response.url().endsWith(`/${noun}`));
      gates.get(noun)?.();
      await (await answered).finished();
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      await look();
    }
    await panel.getByRole('img', { name: /Budget/ }).waitFor();
    await look();
    expect(moved).toEqual([]);
    expect(placed.size).toBeGreaterThan(5);
    await page.unrouteAll();
  });

  describe('on paper', () => {
    afterAll(() => page.emulateMedia({ media: 'screen' }));

    it('a list has its rows below each other, and nothing that is only for the hand', async () => {
      await page.setViewportSize({ width: 800, height: 1100 });
      await page.goto(`${stack.url}/projects`);
      await page.getByRole('link', { name: 'Closed already' }).waitFor();
      await page.emulateMedia({ media: 'print' });
      const rows = await page.getByRole('main').getByRole('listitem').all();
      expect(rows).toHaveLength(3);
      let end = 0;
      for (const row of rows) {
        const box = await row.boundingBox();
        expect(box?.y).toBeGreaterThanOrEqual(end - 1);
        end = (box?.y ?? 0) + (box?.height ?? 0);
      }
      for (const gone of [
        page.getByRole('navigation').first(),
        page.getByRole('searchbox'),
        page.getByRole('link', { name: 'New project' }),
      ])
        expect(await gone.isVisible()).toBe(false);
      expect((await boxOf(page, 'h1')).x).toBeLessThan(40);
    });

    it('a list that goes on says that it is not the whole', async () => {
      await page.emulateMedia({ media: 'screen' });
      await page.route(/\/api\/v1\/projects\?/, async (route) => {
        // The next page is on its way for as long as one looks.
        if (route.request().url().includes('cursor=')) return;
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), nextCursor: 'more' } });
      });
      await page.goto(`${stack.url}/projects`);
      await page.getByRole('link', { name: 'Closed already' }).waitFor();
      const note = page.getByText('This is not the whole: 3 are shown of more than 3.');
      expect(await note.isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print' });
      expect(await note.isVisible()).toBe(true);
      await page.unroute(/\/api\/v1\/projects\?/);
    });

    it('the bars of the closure keep their colours, in the dark too', async () => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.goto(`${stack.url}/projects/${project.id}?view=closure`);
      await page.getByRole('img', { name: /Budget/ }).waitFor();
      const { adjust, text } = await page.evaluate(() => ({
        adjust: getComputedStyle(document.querySelector('main [role=img] > div') as Element).printColorAdjust,
        text: getComputedStyle(document.body).color,
      }));
      expect(adjust).toBe('exact');
      expect(text).toBe('rgb(0, 0, 0)');
    });
  });
});
