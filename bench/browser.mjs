/* global document, innerHeight, innerWidth, location, requestAnimationFrame, window -- what runs in the page */
// The list of 100,000 projects in a real browser: from a key to the rows that it asks for, and how evenly it scrolls.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { chromium } from '../scripts/test/chromium.mjs';
import { startBrowser } from '../test/stack/dist/chromium.js';
import { startStack } from '../test/stack/dist/stack.js';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';
import { median, percentile } from './support/rounds.mjs';

const words = ['harbour', 'treasury', 'relaunch', 'payroll', 'audit', 'laboratory', 'telephony', 'pilot'];
const patience = 150; // milliseconds that the search field waits for a further key

export default async function browser({ databaseUrl, amqpUrl, rounds = 5, projects = 100_000 }) {
  process.env.TEST_DATABASE_URL = databaseUrl;
  process.env.TEST_AMQP_URL = amqpUrl;
  if (!(await chromium())) return [];
  const stack = await startStack({ replicas: 1 });
  const window = await startBrowser();
  try {
    await seed(stack.databaseUrl('projects'), projects);
    const page = await signedIn(window, stack.url);
    await page.getByRole('listitem').first().waitFor();
    const few = [];
    await searches(page); // until the page's and the services' code is compiled
    for (let round = 0; round < rounds; round += 1) few.push(...(await searches(page)));
    const frames = await scroll(page, 3000);
    const name = `list of ${projects} projects`;
    return [
      {
        name: `${name}: key → rows, p50 beyond the wait for a further key`,
        unit: 'ms',
        ours: median(few),
        bare: patience,
        beyond: median(few) - patience,
        limit: 150,
        ok: median(few) - patience <= 150,
      },
      {
        name: `${name}: key → rows, p99 beyond the wait for a further key`,
        unit: 'ms',
        ours: percentile(few, 0.99),
        bare: patience,
        beyond: percentile(few, 0.99) - patience,
        limit: 350,
        ok: percentile(few, 0.99) - patience <= 350,
      },
      {
        name: `${name}: time between two frames while ${frames.rows} rows scroll by, p99`,
        unit: 'ms',
        ours: percentile(frames.gaps, 0.99),
        limit: 100,
        ok: percentile(frames.gaps, 0.99) <= 100,
        longest: Math.max(...frames.gaps),
        framesWithoutRows: frames.empty,
      },
    ];
  } finally {
    await window.close();
    await stack.stop();
  }
}

async function seed(url, count) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const file = fileURLToPath(
      new URL('../services/projects/test/support/seedProjects.sql', import.meta.url),
    );
    await client.query(readFileSync(file, 'utf8').replaceAll(':count', String(count)));
    await client.query('VACUUM ANALYZE project');
  } finally {
    await client.end();
  }
}

export async function signedIn(window, url, to = '/projects') {
  const context = await window.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in?to=${to}`);
  await page.getByLabel('E-mail address').fill('admin@closeout.test');
  await page.getByLabel(/^Password/).fill('closeout-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').waitFor();
  return page;
}

/** Milliseconds from the last key of each word until the rows on the screen are those that it asks for. */
async function searches(page) {
  const field = page.getByRole('searchbox');
  const times = [];
  for (const word of words) {
    await field.fill('');
    await page.getByRole('listitem').first().waitFor();
    await field.pressSequentially(word.slice(0, -1), { delay: 60 });
    await page.evaluate(armed, word);
    await field.press(word.at(-1));
    times.push(await page.evaluate(() => globalThis.keyToRows));
  }
  return times;
}

/** In the page: begins to count with the next key and ends with the frame that shows only rows with the word, of an answer for it. */
function armed(word) {
  globalThis.keyToRows = new Promise((resolve) => {
    const begin = () => {
      const begun = performance.now();
      const look = () => {
        const list = document.querySelector('main ul');
        const rows = [...(list?.querySelectorAll('li') ?? [])].slice(0, 10);
        const asked = new URLSearchParams(location.search).get('q') === word;
        const fits = rows.length > 0 && rows.every((row) => row.textContent.toLowerCase().includes(word));
        if (asked && fits && list.getAttribute('aria-busy') !== 'true') resolve(performance.now() - begun);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    document.addEventListener('keydown', begin, { once: true, capture: true });
  });
}

/** Scrolls like a quick hand: the times between frames, and how many frames had no row in the middle of the screen. */
async function scroll(page, rows) {
  await page.getByRole('searchbox').fill('');
  await page.goto(new URL('/projects', page.url()).href);
  await page.getByRole('listitem').first().waitFor();
  return page.evaluate(async (wanted) => {
    const gaps = [];
    let empty = 0;
    let furthest = 0;
    let before = await new Promise(requestAnimationFrame);
    while (furthest < wanted) {
      window.scrollBy(0, 300);
      const now = await new Promise(requestAnimationFrame);
      gaps.push(now - before);
      before = now;
      const row = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('li');
      if (row) furthest = Number(row.getAttribute('aria-posinset'));
      else empty += 1;
    }
    return { gaps, empty, rows: furthest };
  }, rows);
}

if (isMain(import.meta.url))
  for (const line of await browser(partsFromEnvironment())) console.log(JSON.stringify(line));
