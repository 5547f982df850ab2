import type { Receipt as ReceiptAnswer, Warning } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { Receipt } from './receipt.js';
import { receiptAnswer } from './receiptAnswer.js';

type Asking = Pick<Receipt, 'id' | 'customerId' | 'currency' | 'amountMinor' | 'reference'>;

interface Twin {
  id: string;
  number: string | null;
  paymentDate: string;
}

/** Receipts of the customer over the same amount with the same reference, however it is typed: perhaps it is one payment. */
export async function findReceiptWarnings(tx: Pick<Tx, 'query'>, receipt: Asking): Promise<Warning[]> {
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
export async function warnedAnswer(tx: Pick<Tx, 'query'>, receipt: Receipt): Promise<ReceiptAnswer> {
  const answer = receiptAnswer(receipt);
  if (receipt.status !== 'DRAFT') return answer;
  return { ...answer, warnings: await findReceiptWarnings(tx, receipt) };
}
