import { pageOf } from '@closeout/contracts/pages';
import { Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import classes from '../invoices/DocumentRow.module.css';
import { ProjectOf } from '../invoices/ProjectOf.js';
import { useTexts } from '../text/TextProvider.js';
import type { RefundSummary } from './refundQueries.js';

export const RefundRow = memo(function RefundRow({ refund }: { refund: RefundSummary }) {
  const { t, money, day } = useTexts();
  return (
    <>
      <div>
        <Link to={pageOf('refund', refund.id)} className={classes.link}>
          {refund.number}
        </Link>
        <Text size="sm" c="dimmed">
          {refund.customerName}
        </Text>
      </div>
      <ProjectOf document={refund} />
      <div>
        <Text size="sm">{day(refund.refundDate)}</Text>
        <Text size="sm" c="dimmed">
          {t('refund.of', { number: refund.receiptNumber })}
        </Text>
      </div>
      <Text size="sm" fw={600} className={`figures ${classes.amount}`}>
        {money(refund.amount, refund.currency)}
      </Text>
      <Text size="sm" c="dimmed" lineClamp={2} className={classes.status}>
        {refund.reason}
      </Text>
    </>
  );
});
