import { pageOf } from '@closeout/contracts/pages';
import { Group, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import { compare } from '../format/decimal.js';
import { useTexts } from '../text/TextProvider.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import classes from '../invoices/DocumentRow.module.css';
import { ProjectOf } from '../invoices/ProjectOf.js';
import type { ReceiptSummary } from './receiptQueries.js';

export const ReceiptRow = memo(function ReceiptRow({ receipt }: { receipt: ReceiptSummary }) {
  const { t, money, day } = useTexts();
  const { currency, status, unallocated } = receipt;
  const hasCredit = status === 'ISSUED' && compare(unallocated, '0') > 0;
  return (
    <>
      <div>
        <Link to={pageOf('receipt', receipt.id)} className={classes.link}>
          {receipt.number ?? t('receipt.draft')}
        </Link>
        <Text size="sm" c="dimmed">
          {receipt.customerName}
        </Text>
      </div>
      <ProjectOf document={receipt} />
      <div>
        <Text size="sm">{t('receipts.paidOn', { day: day(receipt.paymentDate) })}</Text>
        <Text size="sm" c="dimmed" truncate>
          {[receipt.method, receipt.reference].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={classes.amount}>
        <Text size="sm" fw={600} className="figures">
          {money(receipt.amount, currency)}
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {hasCredit && t('receipts.left', { amount: money(unallocated, currency) })}
        </Text>
      </div>
      <Group gap={6} className={classes.status}>
        <StatusBadge group="receiptStatus" status={status} />
      </Group>
    </>
  );
});
