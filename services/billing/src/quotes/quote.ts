import { conflict, invalid } from '@closeout/contracts/errors';
import type { QuoteBudgetNode, QuoteState } from '@closeout/contracts/events/billing';
import { fromMinor, toMinor, type Minor } from '@closeout/contracts/money';
import type { Permission } from '@closeout/contracts/permissions';

export type QuoteStatus = 'DRAFT' | 'SENT' | 'APPROVED' | 'DECLINED';

export interface Quote {
  id: string;
  version: number;
  status: QuoteStatus;
  /** Whose series the number is of. */
  legalEntity: string;
  number: string | null;
  customerId: string;
  customerName: string;
  /** The customer's; who has less clearance does not see the quote either. */
  securityLevel: number;
  currency: string;
  title: string;
  projectManagerId: string | null;
  /** The company that the project will belong to. */
  legalEntityId: string | null;
  lines: QuoteState['lines'];
  budgetNodes: QuoteBudgetNode[];
  netMinor: Minor;
  taxMinor: Minor;
  grossMinor: Minor;
  cpoId: string | null;
  projectId: string | null;
  /** The project's, as far as billing knows it. */
  project: { number: string; title: string } | null;
  cpoNumber: string | null;
  sentAt: Date | null;
  approvedAt: Date | null;
  declinedAt: Date | null;
  declineReason: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export type QuoteAction = 'send' | 'approve' | 'decline' | 'link';

/** What is possible when; all of it needs `permission`. */
export const quoteTransitions: readonly { action: QuoteAction; from: QuoteStatus[]; to?: QuoteStatus }[] = [
  { action: 'send', from: ['DRAFT'], to: 'SENT' },
  { action: 'approve', from: ['SENT'], to: 'APPROVED' },
  { action: 'decline', from: ['SENT'], to: 'DECLINED' },
  { action: 'link', from: ['SENT', 'APPROVED'] },
];
const permission: Permission = 'quotes.manage';

/**
 * @returns the status that the action leads to
 * @throws DomainError `transition-not-allowed` (conflict) with what is possible now, and who may do it
 */
export function assertCan(quote: Pick<Quote, 'id' | 'number' | 'status'>, action: QuoteAction): QuoteStatus {
  const open = quoteTransitions.filter(({ from }) => from.includes(quote.status));
  const found = open.find((row) => row.action === action);
  if (found) return found.to ?? quote.status;
  const allowed = open.map((row) => row.action as string);
  const possible =
    allowed.length > 0 ? `Possible now: ${allowed.join(', ')} (${permission}).` : 'It is closed.';
  throw conflict(
    'transition-not-allowed',
    `Quote ${quote.number ?? quote.id} is ${quote.status}: “${action}” is not possible. ${possible}`,
    { quoteId: quote.id, quoteStatus: quote.status, allowed, permission },
  );
}

/** @throws DomainError `quote-sent` (conflict) */
export function assertDraft(quote: Pick<Quote, 'id' | 'number' | 'status'>): void {
  if (quote.status === 'DRAFT') return;
  const detail = `Quote ${quote.number} was sent and never changes; draft another one.`;
  throw conflict('quote-sent', detail, { quoteId: quote.id, quoteStatus: quote.status });
}

const maxLevels = 8;

/**
 * The budget that the project inherits: each code once, parents before their children, the top nodes at most the quote's gross.
 * Projects takes no deeper tree, and cannot ask anybody once the quote is approved.
 * @throws DomainError `budget-node-repeated`, `budget-node-parent-unknown`, `budget-exceeds-quote`, `amount-scale` (invalid),
 *   `budget-too-deep` (conflict)
 */
export function decideBudget(
  nodes: readonly QuoteBudgetNode[],
  grossMinor: Minor,
  currency: string,
): QuoteBudgetNode[] {
  const levels = new Map<string, number>();
  let top = 0n;
  const decided = nodes.map((node, index) => {
    const at = `/budgetNodes/${index}`;
    if (levels.has(node.code))
      throw wrong('budget-node-repeated', `Two budget nodes have the code ${node.code}.`, `${at}/code`);
    const above = node.parent === null ? 0 : levels.get(node.parent);
    if (above === undefined) {
      const detail = `No node ${node.parent} comes before node ${node.code}, its child.`;
      throw wrong('budget-node-parent-unknown', detail, `${at}/parent`);
    }
    if (above === maxLevels) {
      const detail = `${node.parent} is on level ${maxLevels}: nothing can hang on it. Put ${node.code} higher up.`;
      throw conflict('budget-too-deep', detail, { maxLevels });
    }
    levels.set(node.code, above + 1);
    const minor = toMinor(node.amount, currency, `${at}/amount`);
    if (node.parent === null) top += minor;
    return { ...node, amount: fromMinor(minor, currency) };
  });
  if (top > grossMinor) {
    const [budget, gross] = [fromMinor(top, currency), fromMinor(grossMinor, currency)];
    throw wrong(
      'budget-exceeds-quote',
      `The budget, ${budget}, is more than the quote, ${gross}.`,
      '/budgetNodes',
    );
  }
  return decided;
}

function wrong(
  code: 'budget-node-repeated' | 'budget-node-parent-unknown' | 'budget-exceeds-quote',
  detail: string,
  pointer: string,
): Error {
  return invalid(code, detail, [{ pointer, code, detail }]);
}
