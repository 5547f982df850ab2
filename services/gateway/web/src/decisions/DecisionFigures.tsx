import { subtract } from '../format/decimal.js';
import { waitingVersion } from '../orders/orderFigures.js';
import { signed } from '../orders/OrderInShort.js';
import type { Order } from '../orders/orderQueries.js';
import { Figure } from '../ui/Figure.js';
import { useTexts } from '../text/TextProvider.js';

/** What the order counts as now, what it would count as, and what is invoiced already. */
export function VersionFigures({ order }: { order: Order }) {
  const { t, money } = useTexts();
  const { amount, currency, drawdown } = order;
  const wanted = waitingVersion(order)?.amount ?? amount;
  return (
    <>
      <Figure name={t('decisions.now')}>{money(amount, currency)}</Figure>
      <Figure name={t('decisions.wanted')}>{money(wanted, currency)}</Figure>
      <Figure name={t('order.difference')}>{signed(subtract(wanted, amount), currency, money)}</Figure>
      <Figure name={t('order.invoiced')}>{money(drawdown.invoiced, currency)}</Figure>
    </>
  );
}

export function MismatchFigures({ order: { mismatch, currency } }: { order: Order }) {
  const { t, money } = useTexts();
  if (!mismatch) return null;
  return (
    <>
      <Figure name={t('order.ordered')}>{money(mismatch.ordered, currency)}</Figure>
      <Figure name={t('order.invoiced')}>{money(mismatch.invoiced, currency)}</Figure>
      <Figure name={t('order.received')}>{money(mismatch.received, currency)}</Figure>
      <Figure name={t('order.difference')}>{money(mismatch.difference, currency)}</Figure>
    </>
  );
}
