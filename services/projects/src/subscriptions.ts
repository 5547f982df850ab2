import { billingEvents } from '@closeout/contracts/events/billing';
import { gatewayEvents } from '@closeout/contracts/events/gateway';
import { sellerClock, systemClock, type SellerClock } from '@closeout/service-kit/db';
import { consumedSchemas, on, type Subscriptions } from '@closeout/service-kit/messaging';
import { ReplicatedCustomer } from './customers/customer.js';
import { onCustomerChanged } from './customers/onCustomerChanged.js';
import {
  ReplicatedCpo,
  ReplicatedCreditNote,
  ReplicatedInvoice,
  ReplicatedReceipt,
  ReplicatedRefund,
} from './documents/document.js';
import { onCpoChanged } from './documents/onCpoChanged.js';
import { onCreditNoteIssued } from './documents/onCreditNoteIssued.js';
import { onInvoiceChanged } from './documents/onInvoiceChanged.js';
import { onReceiptChanged } from './documents/onReceiptChanged.js';
import { onRefundIssued } from './documents/onRefundIssued.js';
import { onClosureApproved, onClosureRejected } from './financialClosure/onClosureDecided.js';
import { onUserChanged } from './people/onUserChanged.js';
import { ReplicatedPerson } from './people/person.js';
import { onQuoteApproved } from './quotes/onQuoteApproved.js';
import { onQuoteLinked } from './quotes/onQuoteLinked.js';
import { onBillingRecordsLost, onGatewayRecordsLost } from './restore/onRecordsLost.js';

/** What billing says and projects listen to. */
export const billing = (clock: SellerClock): Subscriptions => ({
  [billingEvents.customerCreated.type]: on(ReplicatedCustomer, onCustomerChanged),
  [billingEvents.customerUpdated.type]: on(ReplicatedCustomer, onCustomerChanged),
  [billingEvents.invoiceIssued.type]: on(ReplicatedInvoice, onInvoiceChanged),
  [billingEvents.invoiceBalanceChanged.type]: on(ReplicatedInvoice, onInvoiceChanged),
  [billingEvents.creditNoteIssued.type]: on(ReplicatedCreditNote, onCreditNoteIssued),
  [billingEvents.receiptIssued.type]: on(ReplicatedReceipt, onReceiptChanged),
  [billingEvents.receiptAllocationChanged.type]: on(ReplicatedReceipt, onReceiptChanged),
  [billingEvents.receiptReversed.type]: on(ReplicatedReceipt, onReceiptChanged),
  [billingEvents.refundIssued.type]: on(ReplicatedRefund, onRefundIssued),
  [billingEvents.cpoEntered.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoLinked.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoVersionCreated.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoVersionDecided.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoFinalized.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoReopened.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoCancelled.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoMismatchFound.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoMismatchReported.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.cpoMismatchResolved.type]: on(ReplicatedCpo, onCpoChanged),
  [billingEvents.closureApproved.type]: onClosureApproved(clock),
  [billingEvents.closureRejected.type]: onClosureRejected(clock),
  [billingEvents.quoteApproved.type]: onQuoteApproved(clock),
  [billingEvents.quoteLinked.type]: onQuoteLinked(clock),
  [billingEvents.recordsLost.type]: onBillingRecordsLost,
});

/** What the gateway says and projects listen to. */
export const gateway: Subscriptions = {
  [gatewayEvents.userCreated.type]: on(ReplicatedPerson, onUserChanged),
  [gatewayEvents.userUpdated.type]: on(ReplicatedPerson, onUserChanged),
  [gatewayEvents.recordsLost.type]: onGatewayRecordsLost,
};

/** The smallest schema that projects needs of each event; producers are tested against them. */
export const consumes = consumedSchemas(billing(sellerClock(systemClock, 'UTC')), gateway);
