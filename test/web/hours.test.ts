import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { make, newCustomer, newProject, see, seen, type Json } from '../stack/stories.js';
import { startStack, type Client, type Stack } from '../stack/stack.js';
import { accessibilityOf, inBrowser, signedIn, startBrowser } from './browser.js';

inBrowser('Hours of time and materials', () => {
  let stack: Stack;
  let browser: Browser;
  let [admin, pm, member, finance]: Client[] = [];
  let customer: Json;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ replicas: 1 }), startBrowser()]);
    [admin, pm, member, finance] = (await Promise.all(
      ['admin', 'pm', 'member', 'finance'].map((account) => stack.as(account)),
    )) as [Client, Client, Client, Client];
    customer = await newCustomer(await stack.as('sales'), 'Client A');
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const aProject = (more: object = {}): Promise<Json> =>
    newProject(pm!, customer.id, {
      ...{ revenueModel: 'TIME_AND_MATERIALS', hourlyRate: '125.00', budgetTotal: '1000.00' },
      ...more,
    });
  async function submitted(project: Json, hours: string): Promise<Json> {
    const path = `/projects/${project.id}/time-entries`;
    const entry = await make(member!, path, { date: '2026-01-20', hours, description: 'Cabling' });
    return make(member!, `${path}/${entry.id}/submit`);
  }

  it('that nobody billed keep the project open, until finance says what became of them', async () => {
    const project = await aProject();
    const { user } = await see(member!, '/me');
    await make(pm!, `/projects/${project.id}/team`, { userId: user.id });
    const { id } = await submitted(project, '8');
    await make(pm!, `/projects/${project.id}/time-entries/${id}/approve`);
    for (const line of (await see(admin!, `/projects/${project.id}/checklist`)).items)
      await admin!.patch(`/projects/${project.id}/checklist/${line.id}`, { done: true });
    await make(admin!, `/projects/${project.id}/technical-closure`);
    const refused = await make(finance!, `/projects/${project.id}/financial-closure`);
    const report = await seen(
      finance!,
      `/projects/${project.id}/financial-closure/${refused.closureId}`,
      ({ status }) => status === 'REJECTED',
    );
    expect(report.report.blockers).toMatchObject([
      { code: 'work-not-invoiced', hours: '8.00', expected: '1000.00', difference: '1000.00' },
    ]);

    const { page, complaints } = await signedIn(browser, stack, 'finance');
    await page.goto(`${stack.url}/projects/${project.id}?view=closure`);
    await page.getByText('8 approved billable hours (€1,000.00) are neither marked').waitFor();
    await page.getByRole('link', { name: 'Mark the hours' }).click();
    const settle = page.getByRole('dialog', { name: 'Mark all billable hours as settled?' });
    await settle.getByRole('radio', { name: 'written off' }).click();
    await settle.getByLabel('Reason').fill('Goodwill');
    expect(await accessibilityOf(page)).toEqual([]);
    await settle.getByRole('button', { name: 'Mark as settled' }).click();
    await page.getByText(/^written off, says .*: Goodwill$/).waitFor();
    await page.getByRole('button', { name: 'Mark all billable hours' }).waitFor({ state: 'detached' });

    // A mistake is taken back, and the entry alone is marked anew.
    await page.getByRole('button', { name: /^Take the mark back: 8\sh of/ }).click();
    const back = page.getByRole('dialog', { name: 'Take the mark back?' });
    await back.getByLabel('Reason').fill('They were on an invoice of the old system');
    await back.getByRole('button', { name: 'Take the mark back' }).click();
    await page.getByRole('button', { name: /^Mark as settled: 8\sh of/ }).click();
    const one = page.getByRole('dialog', { name: 'Mark these hours as settled?' });
    await one.getByLabel('Reason').fill('Invoice 2026/17 of the old system');
    await one.getByRole('button', { name: 'Mark as settled' }).click();
    await page.getByText(/^invoiced elsewhere, says .*: Invoice 2026\/17/).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Closure' }).click();
    await page.getByRole('button', { name: 'Finalize', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
    const asked = await make(finance!, `/projects/${project.id}/financial-closure`);
    await seen(
      finance!,
      `/projects/${project.id}/financial-closure/${asked.closureId}`,
      ({ status }) => status === 'FINALIZED',
    );
  });

  it('of today are taken in Tokyo at 07:39, where it is still yesterday by UTC', async () => {
    const project = await aProject({ endDate: '2030-12-31' });
    const { user } = await see(member!, '/me');
    await make(pm!, `/projects/${project.id}/team`, { userId: user.id });
    const there = { timezoneId: 'Asia/Tokyo' };
    const { page, complaints } = await signedIn(browser, stack, 'member', undefined, there);
    const yesterday = new Date().toISOString().slice(0, 10);
    const today = new Date(Date.parse(yesterday) + 86_400_000).toISOString().slice(0, 10);
    await page.clock.setFixedTime(`${yesterday}T22:39:00Z`);
    await page.goto(`${stack.url}/projects/${project.id}?view=work`);
    await page.getByRole('button', { name: 'Record hours' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Day').inputValue()).toBe(today.split('-').reverse().join('/'));
    await dialog.getByLabel('Hours').fill('1.5');
    await dialog.getByLabel('What was done').fill('Stand-up');
    await dialog.getByRole('button', { name: 'Save as a draft' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { items } = await see(member!, `/projects/${project.id}/time-entries`);
    expect(items.map((entry: Json) => [entry.date, entry.hours])).toEqual([[today, '1.50']]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  /** Hours wait for a decision, and 300.00 of an invoice are due. */
  async function unfinished(): Promise<Json> {
    const project = await aProject();
    const { user } = await see(member!, '/me');
    await make(pm!, `/projects/${project.id}/team`, { userId: user.id });
    await submitted(project, '2');
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '300.00' }];
    const to = { customerId: customer.id, currency: 'EUR', projectId: project.id };
    const draft = await make(finance!, '/invoices', { ...to, lines });
    const { number } = await make(finance!, `/invoices/${draft.id}/issue`);
    return { ...project, invoiceNumber: number };
  }

  it('that nobody decided, and invoices that stay open, are named before a project is cancelled', async () => {
    const project = await unfinished();
    const { page, complaints } = await signedIn(browser, stack, 'pm');
    await page.goto(`${stack.url}/projects/${project.id}?view=work`);
    // Who is not on the team sees the hours, and records none.
    await page.getByText('Hours are recorded by those who are on the team').waitFor();
    expect(await page.getByRole('button', { name: 'Record hours' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Cancel project' }).click();
    const cancel = page.getByRole('dialog', { name: 'Cancel project' });
    await cancel.getByText('1 invoice stays open:').waitFor();
    await cancel.getByText(`${project.invoiceNumber} (€300.00 due)`).waitFor();
    await cancel.getByText('1 time entry that nobody has decided on is rejected').waitFor();
    await cancel.getByLabel('Reason').fill('The customer withdrew');
    expect(await accessibilityOf(page)).toEqual([]);
    await cancel.getByRole('button', { name: 'Cancel project' }).click();
    await page.getByText('Reason: The customer withdrew').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('and so they are before one is finalized without checks', async () => {
    const project = await unfinished();
    const { page, complaints } = await signedIn(browser, stack, 'pm');
    await page.goto(`${stack.url}/projects/${project.id}`);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Finalize without checks' }).click();
    const dialog = page.getByRole('dialog', { name: 'Finalize without checks' });
    await dialog.getByText('Active → Finalized').waitFor();
    await dialog.getByText('1 invoice stays open:').waitFor();
    await dialog.getByText(`${project.invoiceNumber} (€300.00 due)`).waitFor();
    await dialog.getByText('1 time entry that nobody has decided on is rejected').waitFor();
    await dialog.getByLabel('Reason').fill('The company is wound up');
    expect(await accessibilityOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Finalize without checks' }).click();
    await page.getByText('Finalized', { exact: true }).first().waitFor();
    const { items } = await see(member!, `/projects/${project.id}/time-entries`);
    expect(items).toMatchObject([{ status: 'REJECTED' }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
