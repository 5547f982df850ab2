import { Text } from '@mantine/core';
import { Fragment } from 'react';
import { compare, percentOf, subtract } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Reconciliation } from './blockerText.js';
import classes from './ThreeBars.module.css';

/** Ordered = invoiced = received: bars of equal length when they agree, and between them by how much they do not. */
export function ThreeBars({ of, currency }: { of: Reconciliation; currency: string }) {
  const { t, money } = useTexts();
  const { totals, basis, invoiceLeg } = of;
  const bars = [
    ...(basis === 'INVOICED'
      ? []
      : [
          {
            name: t(basis === 'CPO' ? 'closure.bar.cpo' : 'closure.bar.budget'),
            amount: totals.cpo,
            done: false,
          },
        ]),
    ...(invoiceLeg ? [{ name: t('closure.bar.invoiced'), amount: totals.invoiced, done: false }] : []),
    { name: t('closure.bar.received'), amount: totals.received, done: true },
  ];
  const longest = bars.map(({ amount }) => amount).reduce((a, b) => (compare(a, b) < 0 ? b : a));
  return (
    <div className={classes.bars}>
      {bars.map(({ name, amount, done }, place) => {
        const before = bars[place - 1];
        const text = money(amount, currency);
        return (
          <Fragment key={name}>
            {before && <Between before={before.amount} amount={amount} currency={currency} />}
            <Text size="sm">{name}</Text>
            <div className={classes.track} role="img" aria-label={`${name}: ${text}`}>
              <div
                className={done ? classes.received : classes.bar}
                style={{ width: `${percentOf(amount, longest)}%` }}
              />
            </div>
            <Text size="sm" fw={600} ta="right" className="figures">
              {text}
            </Text>
          </Fragment>
        );
      })}
    </div>
  );
}

function Between({ before, amount, currency }: { before: string; amount: string; currency: string }) {
  const { t, money } = useTexts();
  const difference = subtract(amount, before);
  const sign = compare(difference, '0');
  const by = money(difference.replace('-', ''), currency);
  return (
    <>
      <span />
      <Text
        size="sm"
        fw={600}
        className={`figures ${classes.between}`}
        c={sign === 0 ? 'dimmed' : 'var(--mantine-color-error)'}
      >
        {sign === 0
          ? t('closure.bar.equal')
          : t(sign < 0 ? 'closure.bar.less' : 'closure.bar.more', { amount: by })}
      </Text>
      <span />
    </>
  );
}
