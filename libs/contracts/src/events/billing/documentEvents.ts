import { defineEvent } from '../envelope.js';
import {
  CreditNoteState,
  InvoiceState,
  ReceiptState,
  RefundState,
  type Party,
  type Seller,
} from './documents.js';

const customerId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21';
const projectId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31';
const milestoneId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32';
const invoiceId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b41';

const seller: Seller = {
  name: 'Closeout Demo GmbH',
  vatNumber: 'DE999999999',
  address: 'Marktplatz 2, 20095 Hamburg',
  email: null,
};
const buyer: Party = {
  name: 'Client A',
  vatNumber: 'DE123456789',
  address: 'Hauptstraße 1, 10115 Berlin',
  email: 'accounts@client-a.example',
};
const line = {
  no: 1,
  description: 'Advance Payment',
  quantity: '1',
  unitPrice: '3000.00',
  taxRate: '0',
  net: '3000.00',
};
const invoice: InvoiceState = {
  id: invoiceId,
  version: 2,
  number: 'INV-2026-0001',
  status: 'ISSUED',
  paymentStatus: 'UNPAID',
  customerId,
  projectId,
  milestoneId,
  currency: 'EUR',
  issueDate: '2026-01-15',
  dueDate: '2026-02-14',
  issuedAt: '2026-01-15T09:30:00.000Z',
  seller,
  buyer,
  lines: [line],
  taxes: [{ taxRate: '0', taxable: '3000.00', tax: '0.00' }],
  totals: { net: '3000.00', tax: '0.00', gross: '3000.00', credited: '0.00', paid: '0.00', due: '3000.00' },
};
const creditNote: CreditNoteState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b42',
  version: 1,
  number: 'CRN-2026-0001',
  status: 'ISSUED',
  invoiceId,
  invoiceNumber: 'INV-2026-0001',
  customerId,
  projectId,
  milestoneId,
  currency: 'EUR',
  reason: 'Wrong scope',
  issueDate: '2026-01-20',
  issuedAt: '2026-01-20T09:30:00.000Z',
  seller,
  buyer,
  lines: [line],
  taxes: [{ taxRate: '0', taxable: '3000.00', tax: '0.00' }],
  totals: { net: '3000.00', tax: '0.00', gross: '3000.00' },
};
const receipt: ReceiptState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b51',
  version: 2,
  number: 'REC-2026-0001',
  status: 'ISSUED',
  customerId,
  customerName: 'Client A',
  projectId,
  milestoneId,
  currency: 'EUR',
  amount: '3000.00',
  paymentDate: '2026-01-31',
  method: 'bank transfer',
  reference: 'INV-2026-0001',
  issuedAt: '2026-01-31T09:30:00.000Z',
  allocations: [{ invoiceId, invoiceNumber: 'INV-2026-0001', amount: '3000.00' }],
  allocated: '3000.00',
  unallocated: '0.00',
  refunded: '0.00',
  released: '0.00',
  tied: '0.00',
  free: '0.00',
  projectShares: [{ projectId, milestoneId, amount: '3000.00' }],
  reversal: null,
};
const refund: RefundState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b52',
  version: 1,
  number: 'RFD-2026-0001',
  status: 'ISSUED',
  receiptId: receipt.id,
  receiptNumber: receipt.number,
  customerId,
  projectId,
  milestoneId,
  currency: 'EUR',
  amount: '100.00',
  fromTied: '100.00',
  fromFree: '0.00',
  refundDate: '2026-02-03',
  method: 'bank transfer',
  reason: 'Paid too much',
  issueDate: '2026-02-03',
  issuedAt: '2026-02-03T09:30:00.000Z',
  seller,
  buyer,
};

export const documentEvents = {
  invoiceIssued: defineEvent({
    type: 'billing.invoice-issued.v1',
    summary: 'An invoice was issued; its content never changes from now on',
    schema: InvoiceState,
    example: invoice,
  }),
  invoiceBalanceChanged: defineEvent({
    type: 'billing.invoice-balance-changed.v1',
    summary: 'What is due of an issued invoice changed: a receipt, a reversal or a credit note',
    schema: InvoiceState,
    example: {
      ...invoice,
      version: 3,
      paymentStatus: 'PAID',
      totals: { ...invoice.totals, paid: '3000.00', due: '0.00' },
    },
  }),
  creditNoteIssued: defineEvent({
    type: 'billing.credit-note-issued.v1',
    summary: 'An issued invoice was credited, wholly or in part',
    schema: CreditNoteState,
    example: creditNote,
  }),
  receiptIssued: defineEvent({
    type: 'billing.receipt-issued.v1',
    summary: 'A payment of a customer was received',
    schema: ReceiptState,
    example: receipt,
  }),
  receiptAllocationChanged: defineEvent({
    type: 'billing.receipt-allocation-changed.v1',
    summary:
      'What became of an issued receipt’s money changed: it was allocated later, a credit note gave it back, it was refunded, ' +
      'or moved from the project to the customer’s credit',
    schema: ReceiptState,
    example: {
      ...receipt,
      version: 3,
      allocations: [],
      allocated: '0.00',
      unallocated: '3000.00',
      tied: '3000.00',
    },
  }),
  receiptReversed: defineEvent({
    type: 'billing.receipt-reversed.v1',
    summary: 'An issued receipt was reversed: it no longer counts anywhere',
    schema: ReceiptState,
    example: {
      ...receipt,
      version: 3,
      status: 'REVERSED',
      projectShares: [],
      reversal: {
        number: 'REV-2026-0001',
        reason: 'Payment bounced',
        reversedAt: '2026-02-02T09:30:00.000Z',
      },
    },
  }),
  refundIssued: defineEvent({
    type: 'billing.refund-issued.v1',
    summary: 'Unallocated money of a receipt was paid back to the customer',
    schema: RefundState,
    example: refund,
  }),
} as const;
