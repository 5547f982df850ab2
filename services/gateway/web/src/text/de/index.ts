import { account } from './account.js';
import { administration } from './administration.js';
import { app } from './app.js';
import { closure } from './closure.js';
import { customers } from './customers.js';
import { dashboard } from './dashboard.js';
import { documents } from './documents.js';
import { dryRun } from './dryRun.js';
import { invoices } from './invoices.js';
import { journal } from './journal.js';
import { passwords } from './passwords.js';
import { people } from './people.js';
import { permissions } from './permissions.js';
import { orders } from './orders.js';
import { projects } from './projects.js';
import { receipts } from './receipts.js';
import { secondFactor } from './secondFactor.js';
import { stages } from './stages.js';
import { team } from './team.js';
import { work } from './work.js';
import { quotes } from './quotes.js';

export const de = {
  ...account,
  ...administration,
  ...app,
  ...closure,
  ...customers,
  ...dashboard,
  ...documents,
  ...dryRun,
  ...invoices,
  ...journal,
  ...passwords,
  ...people,
  ...permissions,
  ...orders,
  ...projects,
  ...receipts,
  ...secondFactor,
  ...stages,
  ...team,
  ...work,
  ...quotes,
};
