import type { Account } from '@closeout/contracts/http/billing';
import type { Minor } from '@closeout/contracts/money';
import type { Credit } from '../creditNotes/creditNote.js';
import type { Invoice } from '../invoices/invoice.js';
import { placesOf, potPlaces } from '../receipts/projectShares.js';
import {
  potsOf,
  sourcesOf,
  sumOf,
  type Allocation,
  type Pots,
  type Potted,
  type Receipt,
} from '../receipts/receipt.js';
import type { Refund } from '../refunds/refund.js';

export interface PostingLine {
  account: Account;
  debit: Minor;
  credit: Minor;
  taxRate: string | null;
  projectId: string | null;
  milestoneId: string | null;
  /** Where the line is about another invoice or receipt than its entry. */
  invoiceId?: string;
  receiptId?: string;
}

type Place = { projectId: string | null; milestoneId: string | null };
type About = Place & Pick<PostingLine, 'invoiceId' | 'receiptId'>;
const debit = (account: Account, amount: Minor, place: About): PostingLine =>
  line(account, amount, 0n, place);
const credit = (account: Account, amount: Minor, place: About): PostingLine =>
  line(account, 0n, amount, place);

/** Invoice: Dr receivable; Cr revenue, Cr VAT for each rate (domain model, "Billing documents"). */
export function postInvoice(
  invoice: Pick<Invoice, 'netMinor' | 'grossMinor' | 'taxes' | keyof Place>,
): PostingLine[] {
  return balanced([
    debit('RECEIVABLE', invoice.grossMinor, invoice),
    credit('REVENUE', invoice.netMinor, invoice),
    ...invoice.taxes.map((tax) => ({ ...credit('VAT', tax.taxMinor, invoice), taxRate: tax.taxRate })),
  ]);
}

/** Credit note: the reverse of the invoice's; what was already paid of it goes back into the pots that it came from. */
export function postCreditNote(
  creditNote: Credit & Place,
  releases: readonly (About & { amountMinor: Minor })[],
): PostingLine[] {
  return balanced([
    debit('REVENUE', creditNote.netMinor, creditNote),
    ...creditNote.taxes.map((tax) => ({ ...debit('VAT', tax.taxMinor, creditNote), taxRate: tax.taxRate })),
    credit('RECEIVABLE', creditNote.grossMinor - sumOf(releases), creditNote),
    ...releases.map((release) => credit('CUSTOMER_ADVANCES', release.amountMinor, release)),
  ]);
}

type Paid = Potted & Pick<Receipt, keyof Place>;

/** Receipt: Dr bank, for each project that it counts for; Cr receivable for what settles invoices, the rest Cr customer advances. */
export function postReceipt(receipt: Paid): PostingLine[] {
  const banked = placesOf(receipt).map((place) => debit('BANK', place.amountMinor, place));
  return balanced([...banked, ...owed(receipt)]);
}

const owed = (receipt: Paid): PostingLine[] => [
  ...receipt.allocations.map((allocation) => credit('RECEIVABLE', allocation.amountMinor, allocation)),
  ...atPots('CUSTOMER_ADVANCES', credit, receipt, potsOf(receipt)),
];

/** A line for each pot: for the receipt's project, and as the customer's credit for none. */
const atPots = (account: Account, side: typeof debit, receipt: Place, pots: Pots): PostingLine[] =>
  potPlaces(receipt, pots).map((place) => side(account, place.amountMinor, place));

/**
 * Reversal: what the receipt stands for by now, the other way round.
 * @param banked the bank's lines as the receipt posted them: what settles what has changed since, what came in has not
 */
export function postReversal(
  receipt: Paid,
  banked: readonly (Place & { amountMinor: Minor })[],
): PostingLine[] {
  return balanced([
    ...banked.map((place) => credit('BANK', place.amountMinor, place)),
    ...owed(receipt).map((posted) => ({ ...posted, debit: posted.credit, credit: posted.debit })),
  ]);
}

/** Money allocated later: Dr customer advances, out of the pots that it comes from; Cr receivable. */
export function postAllocation(receipt: Place, allocation: Allocation): PostingLine[] {
  return balanced([
    ...atPots('CUSTOMER_ADVANCES', debit, receipt, sourcesOf(receipt, allocation)),
    credit('RECEIVABLE', allocation.amountMinor, allocation),
  ]);
}

/** Money moves from a project to the customer's credit: both are owed to the same customer. */
export function postRelease(receipt: Place, amountMinor: Minor): PostingLine[] {
  return balanced([
    ...atPots('CUSTOMER_ADVANCES', debit, receipt, { tiedMinor: amountMinor, freeMinor: 0n }),
    ...atPots('CUSTOMER_ADVANCES', credit, receipt, { tiedMinor: 0n, freeMinor: amountMinor }),
  ]);
}

/** Refund: Dr customer advances, out of the pots that it comes from; Cr bank, for the same projects. */
export function postRefund(
  refund: Pick<Refund, 'amountMinor' | 'fromFreeMinor' | keyof Place>,
): PostingLine[] {
  const pots = sourcesOf(refund, refund);
  return balanced([
    ...atPots('CUSTOMER_ADVANCES', debit, refund, pots),
    ...atPots('BANK', credit, refund, pots),
  ]);
}

function line(account: Account, debitMinor: Minor, creditMinor: Minor, place: About): PostingLine {
  const { projectId, milestoneId, invoiceId, receiptId } = place;
  return {
    ...{ account, debit: debitMinor, credit: creditMinor, taxRate: null },
    ...{ projectId, milestoneId, invoiceId, receiptId },
  };
}

/** Lines of nothing are left out; the database checks the balance once more. */
function balanced(lines: readonly PostingLine[]): PostingLine[] {
  const posted = lines.filter((candidate) => candidate.debit !== 0n || candidate.credit !== 0n);
  const difference = posted.reduce((sum, each) => sum + each.debit - each.credit, 0n);
  if (difference !== 0n) throw new Error(`a posting is out of balance by ${difference}`);
  return posted;
}
