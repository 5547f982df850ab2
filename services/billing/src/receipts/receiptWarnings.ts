import type { Warning } from '@closeout/contracts/http';
import type { Receipt as ReceiptAnswer } from '@closeout/contracts/http/billing';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import type { Seller } from '../config.js';
import { sellerWarnings } from '../documents/sellerWarnings.js';
import type { Receipt } from './receipt.js';
import { receiptAnswer } from './receiptAnswer.js';

type Asking = Pick<
  Receipt,
  'id' | 'status' | 'customerId' | 'currency' | 'amountMinor' | 'reference' | 'milestoneId'
>;

interface Twin {
  id: string;
  number: string | null;
  paymentDate: string;
}

/** What deserves a second look before a receipt is issued; of one that is being issued, in a dry run, too. */
export async function findReceiptWarnings(tx: Pick<Tx, 'query'>, receipt: Asking): Promise<Warning[]> {
  return [...(await repeated(tx, receipt)), ...(await beyondMilestone(tx, receipt))];
}

/**
 * More than its milestone still expects: the rest is perhaps another milestone's, which then stays uncovered though the project's sums agree.
 */
async function beyondMilestone(tx: Pick<Tx, 'query'>, receipt: Asking): Promise<Warning[]> {
  const { milestoneId, amountMinor, currency, status } = receipt;
  if (milestoneId === null) return [];
  const [found] = await tx.query<{ label: string; leftMinor: Minor }>(
    `SELECT m.label, (m.expected_minor
       - (SELECT coalesce(sum(i.paid_minor), 0) FROM invoice i WHERE i.project_id = m.project_id AND i.milestone_id = m.milestone_id AND i.status = 'ISSUED')
       - (SELECT coalesce(sum(r.tied_minor), 0) FROM receipt r WHERE r.project_id = m.project_id AND r.milestone_id = m.milestone_id AND r.tied_minor > 0)
       )::bigint AS "leftMinor"
     FROM milestone_replica m WHERE m.milestone_id = $1`,
    [milestoneId],
  );
  if (!found) return [];
  const leftMinor = found.leftMinor + (status === 'DRAFT' ? 0n : amountMinor);
  if (amountMinor <= leftMinor) return [];
  const [expected, actual] = [leftMinor > 0n ? leftMinor : 0n, amountMinor].map((minor) =>
    fromMinor(minor, currency),
  );
  return [
    {
      code: 'exceeds-milestone',
      detail: `${found.label} still expects ${expected} ${currency}; the receipt is over ${actual}. Say in several receipts what is for other milestones.`,
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
    },
  ];
}

/** Receipts of the customer over the same amount with the same reference, however it is typed: perhaps it is one payment. */
async function repeated(tx: Pick<Tx, 'query'>, receipt: Asking): Promise<Warning[]> {
  const { id, customerId, currency, amountMinor, reference } = receipt;
  if (reference === null) return [];
  const twins = await tx.query<Twin>(
    `SELECT id, number, payment_date AS "paymentDate" FROM receipt
     WHERE customer_id = $1 AND amount_minor = $2 AND currency = $3 AND receipt_reference(reference) = receipt_reference($4)
       AND id <> $5 AND status <> 'REVERSED'
     ORDER BY payment_date, id LIMIT 3`,
    [customerId, amountMinor, currency, reference, id],
  );
  return twins.map((twin) => ({
    code: 'receipt-repeated',
    detail: `${twin.number ?? 'A draft'} of ${twin.paymentDate} has the same reference and amount.`,
    recordId: twin.id,
    ...(twin.number !== null && { recordNumber: twin.number }),
  }));
}

/** A receipt as the API answers it; a draft with what should be looked at before it is issued. */
export async function warnedAnswer(
  tx: Pick<Tx, 'query'>,
  seller: Seller,
  receipt: Receipt,
): Promise<ReceiptAnswer> {
  const answer = receiptAnswer(receipt);
  if (receipt.status !== 'DRAFT') return answer;
  return { ...answer, warnings: [...sellerWarnings(seller), ...(await findReceiptWarnings(tx, receipt))] };
}
