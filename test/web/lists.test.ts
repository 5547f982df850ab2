import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { issuedReceipt, make, newCustomer, newProject } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser, type SignedIn } from './browser.js';

const lists = [
  '/projects',
  '/customers',
  '/quotes',
  '/orders',
  '/invoices',
  '/invoices?kind=credit-notes',
  '/receipts',
  '/receipts?kind=refunds',
  '/journal',
  '/users',
  '/api-keys',
  '/notifications',
  '/operations/dead-letters',
];

/** Heads, figures and cells of lists of which a part is not seen, or lies over what stands beside it. */
const cutIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) => (element.textContent ?? '').trim().slice(0, 40);
    for (const box of document.querySelectorAll('main [role=group]:has(> table)'))
      if (box.scrollWidth > box.clientWidth + 1)
        found.push(`${box.scrollWidth - box.clientWidth} px of the table beyond the edge`);
    const cells = document.querySelectorAll<HTMLElement>(
      'main :is(th, td), main ul > li > *, main ul > li .figures',
    );
    for (const cell of cells) {
      const { width, left, right } = cell.getBoundingClientRect();
      if (width < 2) continue;
      for (const part of [cell, ...cell.querySelectorAll<HTMLElement>('*')]) {
        // Text of any length ends in dots, and is read whole on its own page.
        if (part.closest('[data-truncate], [data-line-clamp], svg')) continue;
        if (getComputedStyle(part).overflowX !== 'visible' && part.scrollWidth > part.clientWidth + 1)
          found.push(`${name(part)}: cut`);
      }
      if (cell.querySelector('[data-truncate], [data-line-clamp]')) continue;
      const range = document.createRange();
      range.selectNodeContents(cell);
      const content = range.getBoundingClientRect();
      if (content.width > 0 && (content.right > right + 1 || content.left < left - 1))
        found.push(`${name(cell)}: lies over what is beside it`);
    }
    return [...new Set(found)];
  });

inBrowser('Lists at every width', () => {
  let stack: Stack;
  let browser: Browser;
  let english: SignedIn;
  let german: SignedIn;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    const api = await stack.as('admin');
    const customer = await newCustomer(api, 'Northwind Renewable Energies GmbH & Co. KG', {
      email: 'accounts.payable.department@northwind-renewable-energies.example.com',
      phone: '+49 40 12345678-90',
      vatNumber: 'DE999999999',
      location: 'Frankfurt am Main',
      address: 'Street 1, Hamburg',
      paymentTermsDays: 30,
    });
    await make(api, '/api-keys', { name: 'Ledger import of the group', permissions: ['events.view_all'] });
    const project = await newProject(api, customer.id, {
      title: 'Modernisation of the network of the head office',
      budgetTotal: '1234567.89',
      milestones: [{ type: 'FINAL', expectedAmount: '1234567.89', dueDate: '2026-01-31' }],
    });
    const of = { customerId: customer.id, currency: 'EUR' };
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '1234567.89', taxRate: '19' }];
    const order = { ...of, projectId: project.id, number: 'PO-2026-000815-NORTH', amount: '1469135.79' };
    await make(api, '/cpos', order);
    const invoice = await make(api, '/invoices', { ...of, projectId: project.id, lines });
    await make(api, `/invoices/${invoice.id}/issue`);
    await make(api, `/invoices/${invoice.id}/credit-notes`, {
      lines: [{ lineNo: 1, amount: '1000.00' }],
      reason: 'A part was not delivered',
    });
    const receipt = await issuedReceipt(api, {
      ...{ ...of, projectId: project.id, amount: '987654.32', reference: 'REF-2026-11-000815' },
      allocations: [{ invoiceId: invoice.id, amount: '100000.00' }],
    });
    const refund = { amount: '1000.00', refundDate: '2026-01-31', reason: 'Paid twice' };
    await make(api, `/receipts/${receipt.id}/refunds`, refund);
    const quote = await make(api, '/quotes', { ...of, title: 'Network of the branch offices', lines });
    await make(api, `/quotes/${quote.id}/send`);
    await stack.sql(
      'projects',
      `INSERT INTO kit.dead_letter (id, consumer, source, event_id, type, headers, body, reason)
       VALUES ($1::uuid, 'projects', 'billing', $1::text, 'billing.purchase-order-version-rejected.v1', '{}', '{}',
               'data.amount: expected a decimal number, and found something else that nobody expected')`,
      [randomUUID()],
    );
    [english, german] = await Promise.all([
      signedIn(browser, stack, 'admin'),
      signedIn(browser, stack, 'admin').then(async (window) => {
        await window.page.evaluate(() => localStorage.setItem('closeout.language', 'de'));
        return window;
      }),
    ]);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  afterEach(() => expect([...english.complaints, ...german.complaints]).toEqual([]));

  it('no head and no figure is cut, lies over another or is beyond the edge, in English and in German', async () => {
    const found: string[] = [];
    for (const { page } of [english, german])
      for (const path of lists) {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(`${stack.url}${path}`);
        await page.locator('main :is(tbody tr, ul > li)').first().waitFor();
        for (const width of [1440, 1280, 1024, 390]) {
          await page.setViewportSize({ width, height: 900 });
          await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
          found.push(...(await cutIn(page)).map((text) => `${path} at ${width}: ${text}`));
          if (process.env['LOOK'])
            await page.screenshot({
              path: `/tmp/look/${page === german.page ? 'de' : 'en'}${path.replaceAll(/\W/g, '_')}-${width}.png`,
            });
        }
      }
    expect(found).toEqual([]);
  }, 240_000);

  it('on a telephone, each list shows what tells one row from another, without scrolling sideways', async () => {
    const { page } = english;
    for (const [path, texts] of [
      ['/quotes', [/^QUO-\d+-0001 Network of the branch offices/, 'Sent', '€1,469,135.79']],
      ['/orders', ['PO-2026-000815-NORTH', 'Open', '€1,469,135.79']],
      ['/customers', [/Northwind/, /accounts\.payable/]],
      ['/users', ['Petra Manager', 'pm@closeout.test', 'Active']],
      ['/invoices', [/^INV-\d+-0001$/, 'Partially paid', '€1,469,135.79']],
      ['/receipts', [/^REC-\d+-0001$/, 'Issued', '€987,654.32']],
    ] as const) {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${stack.url}${path}`);
      for (const text of texts) {
        const box = await page.getByRole('main').getByText(text, { exact: true }).first().boundingBox();
        expect([path, text, box !== null && box.x >= 0 && box.x + box.width <= 390]).toEqual([
          path,
          text,
          true,
        ]);
      }
      expect(await accessibilityOf(page)).toEqual([]);
    }
  });
});
