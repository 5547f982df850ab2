import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operation } from '@closeout/contracts/http';
import { billingOperations } from '@closeout/contracts/http/billing';
import { permissions, type Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import type { TestClient } from '@closeout/service-kit/testing';
import { startWorld, type World } from './support/world.js';

/** Who may do what. An operation that is not in this table fails the test. */
const needed: Record<string, Permission | Permission[]> = {
  getBillingSummary: ['invoices.view', 'receipts.view', 'cpos.view', 'quotes.view', 'quotes.manage'],
  listCustomers: 'customers.view',
  createCustomer: ['customers.create', 'customers.manage'],
  getCustomer: 'customers.view',
  updateCustomer: 'customers.manage',
  getCustomerCredit: 'receipts.view',
  listInvoices: 'invoices.view',
  createInvoice: 'invoices.manage',
  getInvoice: 'invoices.view',
  listSettlements: 'invoices.view',
  listInvoiceHistory: 'invoices.view',
  getInvoicePdf: 'invoices.view',
  updateInvoice: 'invoices.manage',
  deleteInvoice: 'invoices.manage',
  issueInvoice: 'invoices.issue',
  createCreditNote: 'invoices.issue',
  listCreditNotes: 'invoices.view',
  getCreditNote: 'invoices.view',
  listCreditNoteHistory: 'invoices.view',
  getCreditNotePdf: 'invoices.view',
  listReceipts: 'receipts.view',
  createReceipt: 'receipts.manage',
  getReceipt: 'receipts.view',
  getReceiptPdf: 'receipts.view',
  listReceiptHistory: 'receipts.view',
  updateReceipt: 'receipts.manage',
  deleteReceipt: 'receipts.manage',
  issueReceipt: 'receipts.issue',
  reverseReceipt: 'receipts.issue',
  allocateReceipt: 'receipts.issue',
  settleReceipt: 'receipts.issue',
  settleInvoice: 'receipts.issue',
  settleProject: 'receipts.issue',
  listAllocatedElsewhere: 'receipts.view',
  releaseReceipt: 'receipts.issue',
  createRefund: 'receipts.issue',
  listRefunds: 'receipts.view',
  getRefund: 'receipts.view',
  listRefundHistory: 'receipts.view',
  getRefundPdf: 'receipts.view',
  listQuotes: ['quotes.view', 'quotes.manage'],
  createQuote: 'quotes.manage',
  getQuote: ['quotes.view', 'quotes.manage'],
  updateQuote: 'quotes.manage',
  deleteQuote: 'quotes.manage',
  sendQuote: 'quotes.manage',
  approveQuote: 'quotes.manage',
  declineQuote: 'quotes.manage',
  linkQuote: 'quotes.manage',
  listCpos: 'cpos.view',
  createCpo: 'cpos.manage',
  getCpo: 'cpos.view',
  createCpoVersion: 'cpos.manage',
  approveCpoVersion: 'cpos.direction',
  rejectCpoVersion: 'cpos.direction',
  diffCpoVersions: 'cpos.view',
  listCpoHistory: 'cpos.view',
  listDecisions: 'cpos.direction',
  countDecisions: 'cpos.direction',
  linkCpo: 'cpos.manage',
  finalizeCpo: 'cpos.manage',
  reopenCpo: 'cpos.manage',
  cancelCpo: 'cpos.manage',
  reportCpoMismatch: ['cpos.manage', 'projects.finance_closure'],
  acceptCpoMismatch: 'cpos.direction',
  rejectCpoMismatch: 'cpos.direction',
  listJournal: 'journal.view',
  exportJournal: 'journal.view',
  getJournalLock: ['journal.view', 'journal.lock', 'invoices.issue', 'receipts.issue'],
  setJournalLock: 'journal.lock',
};

describe('Every operation', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const operations = Object.values(billingOperations) as Operation[];

  function call(who: TestClient, operation: Operation) {
    const path = `/api/v1${operation.path.replace('{id}', newId()).replace('{no}', '1')}`;
    const { method } = operation;
    return method === 'get' || method === 'delete' ? who[method](path) : who[method](path, {});
  }

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s wants its permission, and no other does',
    async (id, operation) => {
      const permission = [needed[id] ?? []].flat();
      if (permission.length === 0) throw new Error(`${id} is not in the table`);
      expect((await call(world.api.as(), operation)).status).toBe(401);
      expect((await call(world.api.as('not-a-token'), operation)).status).toBe(401);

      const others = permissions.filter((other) => !permission.includes(other));
      const denied = await call(await world.as({ permissions: others }), operation);
      expect(denied.status).toBe(403);
      expect(denied.body).toMatchObject({ code: 'permission-missing', permission: permission[0] });

      for (const one of permission) {
        const allowed = await call(await world.as({ permissions: [one] }), operation);
        expect([200, 400, 404]).toContain(allowed.status);
      }
    },
  );
});
