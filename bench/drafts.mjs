/* global document, requestAnimationFrame -- what runs in the page */
// Drafts of invoices and quotes with 200 lines in a real browser: from a key to the frame that shows it, a further line, opening.

import { chromium } from '../scripts/test/chromium.mjs';
import { startBrowser } from '../test/stack/dist/chromium.js';
import { startStack } from '../test/stack/dist/stack.js';
import { signedIn } from './browser.mjs';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';
import { median } from './support/rounds.mjs';

const kinds = ['invoices', 'quotes'];

export default async function drafts({ databaseUrl, amqpUrl, lines = 200, rounds = 5 }) {
  process.env.TEST_DATABASE_URL = databaseUrl;
  process.env.TEST_AMQP_URL = amqpUrl;
  if (!(await chromium())) return [];
  const stack = await startStack({ replicas: 1 });
  const window = await startBrowser();
  try {
    const admin = await stack.as('admin');
    const { body: customer } = await admin.post('/customers', {
      ...{ name: 'Client A', email: 'accounts@client-a.example', currency: 'EUR' },
    });
    const page = await signedIn(window, stack.url, '/account');
    page.setDefaultTimeout(60_000);
    page.on('dialog', (dialog) => dialog.accept());
    const figures = [];
    for (const kind of kinds) {
      const { body: draft } = await admin.post(`/${kind}`, {
        ...{ customerId: customer.id, currency: 'EUR', title: kind === 'quotes' ? 'Many lines' : undefined },
        lines: Array.from({ length: lines }, (_, no) => ({
          ...{ description: `Part ${no + 1}`, quantity: '1', unitPrice: '1.00', taxRate: '19' },
        })),
      });
      const opened = [];
      for (let round = 0; round < rounds; round += 1)
        opened.push(await opening(page, `${stack.url}/${kind}/${draft.id}`, lines));
      const keys = [...(await typing(page, 'description')), ...(await typing(page, 'unitPrice'))];
      const added = [];
      for (let round = 0; round < rounds; round += 1) added.push(await page.evaluate(addingLine));
      const of = `${kind.slice(0, -1)} of ${lines} lines`;
      figures.push(
        bounded(`${of}: key → frame, p50`, median(keys), 50),
        bounded(`${of}: a further line, p50`, median(added), 100),
        bounded(`${of}: opening, until it can be typed in, p50`, median(opened), 1000),
      );
    }
    return figures;
  } finally {
    await window.close();
    await stack.stop();
  }
}

const bounded = (name, ours, limit) => ({ name, unit: 'ms', ours, limit, ok: ours <= limit });

/** From going back to the draft, whose page and data the browser has, until its first lines are there. */
async function opening(page, url, lines) {
  await page.goto(url);
  await page
    .locator('fieldset')
    .nth(lines - 1)
    .waitFor();
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
  return page.evaluate(goingBack);
}

function goingBack() {
  return new Promise((resolve) => {
    const begun = performance.now();
    const look = () => {
      if (document.querySelector('[data-part=unitPrice]')) resolve(performance.now() - begun);
      else requestAnimationFrame(look);
    };
    globalThis.history.back();
    requestAnimationFrame(look);
  });
}

/** Milliseconds from each of some keys in a field of the last line until the frame after it. */
async function typing(page, part) {
  const field = page.locator(`[data-part="${part}"]`).last();
  await field.focus();
  await field.evaluate((input) => {
    globalThis.keyToFrame = [];
    input.addEventListener('keydown', () => {
      const begun = performance.now();
      requestAnimationFrame(() => setTimeout(() => globalThis.keyToFrame.push(performance.now() - begun)));
    });
  });
  await field.pressSequentially('123456789012', { delay: 100 });
  const times = await page.evaluate(() => globalThis.keyToFrame);
  return times.slice(2); // until the page's code is compiled
}

function addingLine() {
  return new Promise((resolve) => {
    const before = document.querySelectorAll('[data-part=unitPrice]').length;
    const begun = performance.now();
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Add line').click();
    const look = () => {
      const now = document.querySelectorAll('[data-part=unitPrice]').length;
      if (now > before) setTimeout(() => resolve(performance.now() - begun));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

if (isMain(import.meta.url))
  for (const line of await drafts(partsFromEnvironment())) console.log(JSON.stringify(line));
