import type { Warning } from '@closeout/contracts/http';
import type { Cpo as CpoAnswer } from '@closeout/contracts/http/billing';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import type { Cpo } from './cpo.js';
import { cpoAnswer } from './cpoAnswer.js';

interface Offer {
  cpoId: string;
  quoteId: string;
  quotedMinor: Minor;
  /** Of the project, once it is there. */
  budgetMinor: Minor | null;
  /** By all orders of the project. */
  orderedMinor: Minor;
}

/** An order as the API answers it, with what should be looked at. */
export async function warnedAnswer(tx: Pick<Tx, 'query'>, cpo: Cpo): Promise<CpoAnswer> {
  const [answer] = await warnedAnswers(tx, [cpo]);
  return answer ?? cpoAnswer(cpo);
}

export async function warnedAnswers(tx: Pick<Tx, 'query'>, cpos: readonly Cpo[]): Promise<CpoAnswer[]> {
  const quoted = cpos.filter(({ quoteId, status }) => quoteId !== null && status !== 'CANCELLED');
  const offers = quoted.length === 0 ? [] : await findOffers(tx, quoted);
  return cpos.map((cpo) => {
    const offer = offers.find(({ cpoId }) => cpoId === cpo.id);
    return { ...cpoAnswer(cpo), warnings: offer ? belowQuote(cpo, offer) : [] };
  });
}

function findOffers(tx: Pick<Tx, 'query'>, cpos: readonly Cpo[]): Promise<Offer[]> {
  return tx.query<Offer>(
    `SELECT c.id AS "cpoId", q.id AS "quoteId", q.gross_minor AS "quotedMinor", p.budget_minor AS "budgetMinor", (
       SELECT coalesce(sum(o.amount_minor), 0)::bigint FROM cpo o
       WHERE o.project_id = c.project_id AND o.status <> 'CANCELLED') AS "orderedMinor"
     FROM unnest($1::uuid[]) AS k (id)
     CROSS JOIN LATERAL (SELECT * FROM cpo WHERE cpo.id = k.id OFFSET 0) AS c
     JOIN quote q ON q.id = c.quote_id
     LEFT JOIN project_replica p ON p.project_id = c.project_id`,
    [cpos.map(({ id }) => id)],
  );
}

/** The project has the budget of the quote, whatever was ordered; once the budget is what was ordered, all is well. */
function belowQuote({ amountMinor, currency }: Cpo, offer: Offer): Warning[] {
  const { quoteId, quotedMinor, budgetMinor, orderedMinor } = offer;
  if (amountMinor >= quotedMinor || (budgetMinor !== null && budgetMinor <= orderedMinor)) return [];
  const money = (minor: Minor): string => fromMinor(minor, currency);
  const [expected, actual] = [money(quotedMinor), money(amountMinor)];
  return [
    {
      code: 'order-below-quote',
      detail: `The order is ${actual}, the quote was ${expected}, and the project’s budget stays ${money(budgetMinor ?? quotedMinor)}.`,
      expected,
      actual,
      recordId: quoteId,
    },
  ];
}
