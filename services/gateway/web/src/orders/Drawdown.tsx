import { SimpleGrid, Stack } from '@mantine/core';
import { compare, percentOf } from '../format/decimal.js';
import { Figure } from '../ui/Figure.js';
import { useTexts } from '../text/TextProvider.js';
import { TwoBars } from '../ui/Bar.js';
import type { Order } from './orderQueries.js';

type Drawn = Pick<Order, 'drawdown' | 'currency'>;

/** How much of an order is invoiced and received, as one bar. */
export function DrawdownBar({ drawdown: { ordered, invoiced, received }, currency }: Drawn) {
  const { t, money } = useTexts();
  const amounts = [ordered, invoiced, received].map((amount) => money(amount, currency));
  return (
    <TwoBars
      over={percentOf(received, ordered)}
      under={percentOf(invoiced, ordered)}
      label={t('order.drawdown.label', {
        ordered: amounts[0] ?? '',
        invoiced: amounts[1] ?? '',
        received: amounts[2] ?? '',
      })}
    />
  );
}

/** The bar with its figures. */
export function Drawdown({ drawdown, currency }: Drawn) {
  const { t, money } = useTexts();
  const { ordered, invoiced, received, left } = drawdown;
  const over = compare(left, '0') < 0;
  return (
    <Stack gap="sm">
      <DrawdownBar drawdown={drawdown} currency={currency} />
      <SimpleGrid component="dl" m={0} cols={{ base: 2, sm: 4 }}>
        <Figure name={t('order.ordered')}>{money(ordered, currency)}</Figure>
        <Figure name={t('order.invoiced')}>{money(invoiced, currency)}</Figure>
        <Figure name={t('order.received')}>{money(received, currency)}</Figure>
        <Figure name={t(over ? 'order.over' : 'order.left')}>
          {money(over ? left.replace('-', '') : left, currency)}
        </Figure>
      </SimpleGrid>
    </Stack>
  );
}
