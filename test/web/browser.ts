import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumProgram, startBrowser } from '../stack/chromium.js';
import { passwordOf } from '../stack/passwords.js';

export { startBrowser };

const { resolve } = createRequire(import.meta.url);

/** Stories that need a browser. Without one they are skipped, and where `CI` is set they fail: what nobody saw is not known to work. */
export function inBrowser(title: string, stories: () => void): void {
  if (chromiumProgram) describe(title, stories);
  else if (process.env['CI'])
    it(`${title}: needs chromium`, () => {
      throw new Error('There is no chromium: install it, or name one with CHROMIUM.');
    });
  else describe.skip(title, stories);
}

/** For the documentation: kept in docs/pictures when `PICTURES` is set, so that the pictures show what the tests saw. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env['PICTURES']) return;
  const path = join(import.meta.dirname, '../../docs/pictures', `${name}.png`);
  await page.screenshot({ path, fullPage: true });
}

/** What the page complains about: errors in the console, exceptions, refusals of its security policy. */
export function complaintsOf(page: Page, expected: RegExp): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !expected.test(text)) complaints.push(text);
  });
  return complaints;
}

export interface SignedIn {
  page: Page;
  /** Has to stay empty. */
  complaints: string[];
}

/**
 * A window of its own for one of the demo's people.
 *
 * @param account as in `stack.as`: what stands before the @ of the e-mail address
 * @param expected errors in the console that belong to the story, such as the answer 409 of a refused command
 */
export async function signedIn(
  browser: Browser,
  { url }: { url: string },
  account: string,
  expected = /status of (400|401|409)/,
  options: BrowserContextOptions = {},
): Promise<SignedIn> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = complaintsOf(page, expected);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail address').fill(`${account}@closeout.test`);
  await page.getByLabel(/^Password/).fill(passwordOf(account));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1 }).and(page.getByText('Sign in')).waitFor({ state: 'detached' });
  await page.getByRole('navigation').waitFor();
  return { page, complaints };
}

/** Where a fresh proof is asked for. */
export async function confirmItIsMe(page: Page, password: string): Promise<void> {
  const proof = page.getByRole('dialog', { name: 'Confirm it’s you' });
  await proof.getByLabel(/^Password/).waitFor();
  expect(await accessibilityOf(page)).toEqual([]);
  await proof.getByLabel(/^Password/).fill(password);
  await page.keyboard.press('Enter');
}

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe looks at: colours decide on few rules, the width on all. */
const everything = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const colours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
const looks = [
  { colorScheme: 'light', width: 1280, rules: everything },
  { colorScheme: 'dark', width: 1280, rules: colours },
  { colorScheme: 'dark', width: 390, rules: colours },
  { colorScheme: 'light', width: 390, rules: everything },
] as const;

/** What axe finds against WCAG 2.2 AA: light and dark, wide and narrow. */
export async function accessibilityOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window')))
    await page.evaluate(await readFile(resolve('axe-core/axe.min.js'), 'utf8'));
  const found: string[] = [];
  for (const { colorScheme, width, rules } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    const violations = await page.evaluate<Violation[]>(`axe.run(${JSON.stringify(rules)})
      .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes })))`);
    for (const { id, nodes } of violations)
      for (const { html, failureSummary } of nodes)
        found.push(`${colorScheme} ${width}: ${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}
