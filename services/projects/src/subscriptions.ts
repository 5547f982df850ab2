import { billingEvents } from '@closeout/contracts';
import { consumedSchemas, on, type Subscriptions } from '@closeout/service-kit';
import { ReplicatedCustomer } from './customers/customer.js';
import { onCustomerChanged } from './customers/onCustomerChanged.js';
import { ReplicatedCreditNote, ReplicatedInvoice, ReplicatedReceipt } from './documents/document.js';
import { onCreditNoteIssued } from './documents/onCreditNoteIssued.js';
import { onInvoiceChanged } from './documents/onInvoiceChanged.js';
import { onReceiptChanged } from './documents/onReceiptChanged.js';

/** What billing says and projects listen to. */
export const billing: Subscriptions = {
  [billingEvents.customerCreated.type]: on(ReplicatedCustomer, onCustomerChanged),
  [billingEvents.customerUpdated.type]: on(ReplicatedCustomer, onCustomerChanged),
  [billingEvents.invoiceIssued.type]: on(ReplicatedInvoice, onInvoiceChanged),
  [billingEvents.invoiceBalanceChanged.type]: on(ReplicatedInvoice, onInvoiceChanged),
  [billingEvents.creditNoteIssued.type]: on(ReplicatedCreditNote, onCreditNoteIssued),
  [billingEvents.receiptIssued.type]: on(ReplicatedReceipt, onReceiptChanged),
  [billingEvents.receiptAllocationChanged.type]: on(ReplicatedReceipt, onReceiptChanged),
  [billingEvents.receiptReversed.type]: on(ReplicatedReceipt, onReceiptChanged),
};

/** The smallest schema that projects needs of each event; producers are tested against them. */
export const consumes = consumedSchemas(billing);
