import type { Account, Minor } from '@closeout/contracts';
import type { Credit } from '../creditNotes/creditNote.js';
import type { Invoice } from '../invoices/invoice.js';
import { sumOf, type Allocation, type Receipt } from '../receipts/receipt.js';

export interface PostingLine {
  account: Account;
  debit: Minor;
  credit: Minor;
  taxRate: string | null;
  projectId: string | null;
  milestoneId: string | null;
}

type Place = { projectId: string | null; milestoneId: string | null };
const debit = (account: Account, amount: Minor, place: Place): PostingLine =>
  line(account, amount, 0n, place);
const credit = (account: Account, amount: Minor, place: Place): PostingLine =>
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

/** Credit note: the reverse of the invoice's; what was already paid of it is owed to the customer from now on. */
export function postCreditNote(creditNote: Credit & Place, releasedMinor: Minor): PostingLine[] {
  return balanced([
    debit('REVENUE', creditNote.netMinor, creditNote),
    ...creditNote.taxes.map((tax) => ({ ...debit('VAT', tax.taxMinor, creditNote), taxRate: tax.taxRate })),
    credit('RECEIVABLE', creditNote.grossMinor - releasedMinor, creditNote),
    credit('CUSTOMER_ADVANCES', releasedMinor, creditNote),
  ]);
}

/** Receipt: Dr bank; Cr receivable for what settles invoices, the rest Cr customer advances. */
export function postReceipt(
  receipt: Pick<Receipt, 'amountMinor' | 'allocations' | keyof Place>,
): PostingLine[] {
  return balanced([
    debit('BANK', receipt.amountMinor, receipt),
    ...receipt.allocations.map((allocation) => credit('RECEIVABLE', allocation.amountMinor, allocation)),
    credit('CUSTOMER_ADVANCES', receipt.amountMinor - sumOf(receipt.allocations), receipt),
  ]);
}

/** Reversal: what the receipt stands for by now, the other way round. */
export function postReversal(receipt: Parameters<typeof postReceipt>[0]): PostingLine[] {
  return postReceipt(receipt).map((posted) => ({ ...posted, debit: posted.credit, credit: posted.debit }));
}

/** Credit allocated later: Dr customer advances; Cr receivable. */
export function postAllocation(receipt: Place, allocation: Allocation): PostingLine[] {
  return balanced([
    debit('CUSTOMER_ADVANCES', allocation.amountMinor, receipt),
    credit('RECEIVABLE', allocation.amountMinor, allocation),
  ]);
}

function line(account: Account, debitMinor: Minor, creditMinor: Minor, place: Place): PostingLine {
  const { projectId, milestoneId } = place;
  return { account, debit: debitMinor, credit: creditMinor, taxRate: null, projectId, milestoneId };
}

/** Lines of nothing are left out; the database checks the balance once more. */
function balanced(lines: readonly PostingLine[]): PostingLine[] {
  const posted = lines.filter((candidate) => candidate.debit !== 0n || candidate.credit !== 0n);
  const difference = posted.reduce((sum, each) => sum + each.debit - each.credit, 0n);
  if (difference !== 0n) throw new Error(`a posting is out of balance by ${difference}`);
  return posted;
}
