import { VisuallyHidden } from '@mantine/core';
import { Fragment } from 'react';
import { useTexts } from '../text/TextProvider.js';
import type { Tax } from './pricing.js';
import classes from './Totals.module.css';
import { useRate } from './useRate.js';

interface TotalsProps {
  currency: string;
  net: string;
  taxes: readonly Tax[];
  gross: string;
  /** Below the gross, such as what was paid of it; the last is what matters. */
  more?: readonly { name: string; amount: string }[];
  /** They change while one types: screen readers are told the gross. */
  live?: boolean;
}

/** Net, tax for each rate, gross; one below the other as on paper. */
export function Totals({ currency, net, taxes, gross, more = [], live }: TotalsProps) {
  const { t, money } = useTexts();
  const rate = useRate();
  const amount = (text: string) => money(text, currency);
  const rows = [
    { name: t('invoice.net'), amount: net },
    ...taxes.map(({ taxRate, taxable, tax }) => ({
      name: t('invoice.taxOn', { rate: rate(taxRate), taxable: amount(taxable) }),
      amount: tax,
    })),
    { name: t('invoice.gross'), amount: gross, strong: true },
    ...more.map((row, index) => ({ ...row, strong: index === more.length - 1 })),
  ];
  return (
    <>
      <dl className={live ? classes.totals : `${classes.totals} ${classes.belowTable}`}>
        {rows.map(({ name, amount: value, ...row }) => (
          <Fragment key={name}>
            <dt className={'strong' in row && row.strong ? classes.strong : undefined}>{name}</dt>
            <dd className={'strong' in row && row.strong ? classes.strong : undefined}>{amount(value)}</dd>
          </Fragment>
        ))}
      </dl>
      {live && <VisuallyHidden role="status">{`${t('invoice.gross')}: ${amount(gross)}`}</VisuallyHidden>}
    </>
  );
}
