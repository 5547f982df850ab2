import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '@closeout/service-kit/testing';
import { newCustomer, see } from '../stack/stories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('A database that came back from its backup', () => {
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      startStack({ replicas: 1, env: { EVENT_LOG_CHECK_SECONDS: '0.5' } }),
      startBrowser(),
    ]);
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('shows in red to who looks after operations, with what is lost, and is resynced from there', async () => {
    const admin = await stack.as('admin');
    await newCustomer(admin, 'Client A');
    const backup = await stack.backUp('billing');
    await eventually(
      () => admin.get('/customers'),
      ({ status }) => status === 200,
    );
    await newCustomer(admin, 'Lost Client');
    await eventually(
      () => see(admin, '/events?types=billing.customer-created.v1&limit=1000'),
      ({ items }) => items.length >= 2,
    );
    await stack.restore('billing', backup);
    await eventually(
      () => admin.get('/operations/billing/event-log'),
      ({ body }) => body.phase === 'restored',
      { timeoutMs: 20_000 },
    );

    const { page, complaints } = await signedIn(browser, stack, 'admin', /status of (400|401|409|503)/);
    await page.goto(`${stack.url}/operations/dead-letters`);
    const box = page.getByRole('alert').filter({ hasText: 'restored from a backup' });
    await box.waitFor();
    await box.getByText('1 event of it is lost').waitFor();
    await box.getByRole('cell', { name: 'billing.customer-created.v1' }).waitFor();
    await box.getByRole('button', { name: 'Resync' }).click();
    const dialog = page.getByRole('dialog', { name: 'Resync' });
    await dialog.getByLabel('Reason').fill('From the backup of last night');
    await dialog.getByRole('button', { name: 'Resync' }).click();
    await page.getByText('Billing writes again').waitFor();
    await box.waitFor({ state: 'detached' });
    expect((await newCustomer(admin, 'Goes on')).name).toBe('Goes on');
    expect(complaints).toEqual([]);
  }, 90_000);
});
