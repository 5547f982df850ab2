import { pageOf } from '@closeout/contracts/pages';
import { Group, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import { compare } from '../format/decimal.js';
import { useTexts } from '../text/TextProvider.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import classes from './DocumentRow.module.css';
import type { InvoiceSummary } from './invoiceQueries.js';
import { ProjectOf } from './ProjectOf.js';

export const InvoiceRow = memo(function InvoiceRow({ invoice }: { invoice: InvoiceSummary }) {
  const { t, money, day } = useTexts();
  const { currency, totals, issueDate, dueDate, status, paymentStatus, overdue } = invoice;
  const isOpen = status === 'ISSUED' && compare(totals.due, '0') > 0;
  return (
    <>
      <div>
        <Link
          to={pageOf('invoice', invoice.id)}
          className={classes.link}
          aria-label={invoice.number ? undefined : `${t('invoice.draft')}, ${invoice.customerName}`}
        >
          {invoice.number ?? t('invoice.draft')}
        </Link>
        <Text size="sm" c="dimmed">
          {invoice.customerName}
        </Text>
      </div>
      <ProjectOf document={invoice} />
      <div>
        <Text size="sm">{issueDate ? day(issueDate) : t('invoices.notIssued')}</Text>
        <Text size="sm" c={overdue ? 'var(--mantine-color-error)' : 'dimmed'} fw={overdue ? 600 : undefined}>
          {dueDate && t('invoices.dueOn', { day: day(dueDate) })}
        </Text>
      </div>
      <div className={classes.amount}>
        <Text size="sm" fw={600} className="figures">
          {money(totals.gross, currency)}
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {isOpen && t('invoices.stillDue', { amount: money(totals.due, currency) })}
        </Text>
      </div>
      <Group gap={6} className={classes.status}>
        {status === 'DRAFT' ? (
          <StatusBadge group="invoiceStatus" status={status} />
        ) : (
          <StatusBadge group="paymentStatus" status={paymentStatus ?? ''} />
        )}
        {overdue && (
          <Text span size="sm" fw={600} c="var(--mantine-color-error)">
            {t('invoices.overdue')}
          </Text>
        )}
      </Group>
    </>
  );
});
