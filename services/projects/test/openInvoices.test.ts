import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { someone } from './support/people.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
});
afterAll(() => world?.close());

it('whoever cancels or finalizes in an emergency is told first which invoices stay open', async () => {
  const project = await world.project();
  const invoice = { id: newId(), number: 'INV-2026-0007', due: '1000.00', currency: 'EUR' };
  world.billing.openInvoices = [invoice];
  const pm = await someone(world, 'project_manager');
  const asked = async (who: typeof pm, path: string, more: object = {}) =>
    (await who.post(api(`/projects/${project.id}/${path}?dryRun=true`), { reason: 'x', ...more })).body;
  expect((await asked(pm, 'cancel')).openInvoices).toEqual([invoice]);
  expect((await asked(pm, 'emergency-finalize')).openInvoices).toEqual([invoice]);
  expect((await asked(pm, 'status', { status: 'Cancelled' })).openInvoices).toEqual([invoice]);
  // What is due is not for everybody's eyes; that something is, whoever does it must know.
  const editor = await world.as({ permissions: ['projects.view', 'projects.edit'] });
  expect((await asked(editor, 'emergency-finalize')).openInvoices).toEqual([
    { id: invoice.id, number: invoice.number, currency: 'EUR' },
  ]);
  expect((await asked(pm, 'hold')).openInvoices).toBeUndefined();
  world.billing.openInvoices = [];
  expect((await asked(pm, 'cancel')).openInvoices).toEqual([]);
  expect((await pm.get(api(`/projects/${project.id}`))).body.status).toBe('ACTIVE');
});
