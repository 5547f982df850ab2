import { closureDecisionEvents } from './billing/closureDecisions.js';
import { cpoEvents } from './billing/cpos.js';
import { customerEvents } from './billing/customers.js';
import { documentEvents } from './billing/documentEvents.js';
import { quoteEvents } from './billing/quotes.js';
import { recordsLostEvent } from './recordsLost.js';

export { ClosureDecision } from './billing/closureDecisions.js';
export { CpoMismatch, CpoState, CpoVersion } from './billing/cpos.js';
export { CustomerState } from './billing/customers.js';
export {
  BankAccount,
  CreditNoteState,
  DocumentLine,
  InvoiceState,
  InvoiceTotals,
  Party,
  ProjectShare,
  ReceiptState,
  RefundState,
  Seller,
  TaxSubtotal,
} from './billing/documents.js';
export { QuoteApproval, QuoteBudgetNode, QuoteState } from './billing/quotes.js';

/** Everything that billing says. */
export const billingEvents = {
  ...customerEvents,
  ...documentEvents,
  ...quoteEvents,
  ...cpoEvents,
  ...closureDecisionEvents,
  recordsLost: recordsLostEvent('billing'),
} as const;
