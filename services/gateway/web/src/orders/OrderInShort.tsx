import { Text } from '@mantine/core';
import { compare, subtract } from '../format/decimal.js';
import { useTexts } from '../text/TextProvider.js';
import type { OrderActionName } from './orderActions.js';
import { waitingVersion } from './orderFigures.js';
import type { Order } from './orderQueries.js';

/** What an action will do to the figures of an order, in one sentence. */
export function OrderInShort({ order, name }: { order: Order; name: OrderActionName }) {
  const { t, money } = useTexts();
  const { number, amount, currency, mismatch, drawdown } = order;
  const now = money(amount, currency);
  const version = waitingVersion(order);
  const wanted = version ? money(version.amount, currency) : '';
  const difference = version ? signed(subtract(version.amount, amount), currency, money) : '';
  const invoiced = money(mismatch?.invoiced ?? drawdown.invoiced, currency);
  const received = money(mismatch?.received ?? drawdown.received, currency);
  return (
    <Text size="sm" className="figures">
      {t(`order.short.${name}`, { number, now, wanted, difference, invoiced, received })}
    </Text>
  );
}

/** A difference says which way it goes. */
export function signed(
  amount: string,
  currency: string,
  money: (amount: string, currency: string) => string,
): string {
  return compare(amount, '0') > 0 ? `+${money(amount, currency)}` : money(amount, currency);
}
