import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { compare } from '../format/decimal.js';
import { useTexts } from '../text/TextProvider.js';
import { AmountInput } from '../ui/AmountInput.js';
import classes from './AllocationTable.module.css';
import { usedOf, type Amounts } from './draft/receiptForm.js';
import type { OpenInvoice } from './receiptQueries.js';

interface AllocationTableProps {
  /** Of which something is due, the oldest first. */
  invoices: readonly OpenInvoice[];
  amount: string;
  currency: string;
  allocations: Amounts;
  onChange(allocations: Amounts): void;
  /** Instead, when the whole of what is due was chosen. */
  onTake?(allocations: Amounts): void;
  /** As far as the payment goes, the oldest invoice first. */
  filled(): Amounts;
  /** Of one invoice's field. */
  errorOf(invoiceId: string): string | undefined;
  /** What becomes of what is left. */
  rest: string;
}

const most = 50;

/** What is due of each invoice, and beside it how much of the payment settles it. */
export function AllocationTable(props: AllocationTableProps) {
  const {
    invoices,
    amount,
    currency,
    allocations,
    onChange,
    onTake = onChange,
    filled,
    errorOf,
    rest,
  } = props;
  const { t, money, day } = useTexts();
  const [all, setAll] = useState(false);
  const { used, left } = usedOf(amount, allocations, invoices);
  const over = left !== null && compare(left, '0') < 0;
  const shown = all ? invoices : invoices.filter(({ id }, index) => index < most || allocations[id]);
  const set = (id: string, value: string) => onChange({ ...allocations, [id]: value });
  return (
    <>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => onChange(filled())}>
          {t('allocation.fill')}
        </Button>
        <Button variant="default" size="xs" onClick={() => onChange({})} disabled={compare(used, '0') === 0}>
          {t('allocation.clear')}
        </Button>
      </Group>
      <ul className={classes.list} aria-label={t('allocation.invoices')}>
        {shown.map((invoice) => (
          <li key={invoice.id} className={classes.row}>
            <div>
              <Anchor
                component={Link}
                to={pageOf('invoice', invoice.id)}
                fw={600}
                size="sm"
                underline="always"
              >
                {invoice.number}
              </Anchor>
              <Text size="sm" c="dimmed" truncate>
                {[invoice.project?.number, invoice.milestone?.label].filter(Boolean).join(' · ') ||
                  t('receipts.withoutProject')}
              </Text>
            </div>
            <Text size="sm" c={invoice.overdue ? 'var(--mantine-color-error)' : 'dimmed'}>
              {invoice.dueDate &&
                t(invoice.overdue ? 'allocation.wasDue' : 'allocation.dueOn', { day: day(invoice.dueDate) })}
            </Text>
            <Button
              variant="default"
              size="compact-sm"
              className={`figures ${classes.due}`}
              onClick={() => onTake({ ...allocations, [invoice.id]: invoice.totals.due })}
            >
              {t('allocation.due', { amount: money(invoice.totals.due, currency) })}
              <VisuallyHidden> {t('allocation.takeDue', { number: invoice.number ?? '' })}</VisuallyHidden>
            </Button>
            <AmountInput
              aria-label={t('allocation.amountFor', { number: invoice.number ?? '' })}
              currency={currency}
              value={allocations[invoice.id] ?? ''}
              onChange={(value) => set(invoice.id, value)}
              error={errorOf(invoice.id)}
              data-path={`allocations.${invoice.id}`}
            />
          </li>
        ))}
      </ul>
      {shown.length < invoices.length && (
        <Button variant="default" size="xs" onClick={() => setAll(true)}>
          {t('allocation.all', { count: invoices.length })}
        </Button>
      )}
      <Text role="status" className="figures" c={over ? 'var(--mantine-color-error)' : undefined}>
        {t('allocation.used', { amount: money(used, currency) })}
        {left !== null && (
          <Text span fw={600}>
            {' · '}
            {over
              ? t('allocation.over', { amount: money(left.replace('-', ''), currency) })
              : compare(left, '0') === 0
                ? t('allocation.exact')
                : t('allocation.left', { amount: money(left, currency) }) + rest}
          </Text>
        )}
      </Text>
    </>
  );
}
