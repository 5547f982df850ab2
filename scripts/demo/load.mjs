/**
 * Loads the demo through the public API: `node scripts/demo/load.mjs http://localhost:8080`.
 * Safe to run again after an interruption (see api.mjs).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signIn } from './api.mjs';
import { loadExampleA } from './exampleA.mjs';
import { loadOrder } from './loadOrder.mjs';
import { loadProject } from './loadProject.mjs';
import { orders } from './orders.mjs';
import { customers } from './customers.mjs';
import { projects } from './projects.mjs';

export async function loadDemo(baseUrl, { dataFolder, log = console.log } = {}) {
  const today = await dayOfFirstLoad(dataFolder);
  const day = (distance) => new Date(Date.parse(today) + distance * 86_400_000).toISOString().slice(0, 10);
  const month = (distance) => {
    const [y, m] = today.split('-').map(Number);
    return new Date(Date.UTC(y, m - 1 + distance, 1)).toISOString().slice(0, 7);
  };
  const [sales, pm, tech, finance, member] = await Promise.all(
    ['sales', 'pm', 'tech', 'finance', 'member'].map((who) => signIn(baseUrl, `${who}@closeout.test`)),
  );
  const [manager, colleague] = await Promise.all([pm.get('/me'), member.get('/me')]);

  const known = {};
  for (const [name, customer] of Object.entries(customers)) {
    known[name] = await sales.post('/customers', customer, `demo-customer-${name}`);
  }
  log(`demo: ${Object.keys(known).length} customers`);

  await loadExampleA({ pm, finance, customerId: known.clientA.id, day });
  log('demo: the instalment project of Client A, paid in full');

  for (const [index, project] of projects.entries()) {
    const customer = known[project.customer];
    await loadProject({ pm, finance, customer, project, managerId: manager.user.id, index, day, month });
  }
  log(`demo: ${projects.length + 1} projects with invoices and receipts`);

  for (const [index, order] of orders.entries()) {
    await loadOrder({
      people: { sales, pm, tech, finance, member },
      managerId: manager.user.id,
      memberId: colleague.user.id,
      customer: known[order.customer],
      order,
      index,
      day,
    });
  }
  log(`demo: ${orders.length} quotes and orders, from sent to finalized`);
}

/** The demo's "today": kept, so that a load that is resumed on another day asks for the same things. */
async function dayOfFirstLoad(dataFolder) {
  const today = new Date().toISOString().slice(0, 10);
  if (!dataFolder) return today;
  const file = join(dataFolder, 'demo-day.txt');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    await writeFile(file, today);
    return today;
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await loadDemo(process.argv[2] ?? 'http://localhost:8080', { dataFolder: process.env.CLOSEOUT_DATA });
}
