import { pageOf } from '@closeout/contracts/pages';
import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { RecordLink } from '../ui/RecordLink.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import type { QuoteSummary } from './quoteQueries.js';

interface QuoteTableProps {
  quotes: readonly QuoteSummary[];
  /** The reader knows whose they are. */
  ofCustomer?: boolean;
}

export function QuoteTable({ quotes, ofCustomer }: QuoteTableProps) {
  const { t, money, instant } = useTexts();
  const customer: Column<QuoteSummary> = {
    title: t('customer.label'),
    cell: ({ customerId, customerName }) => (
      <RecordLink page="customer" id={customerId}>
        {customerName}
      </RecordLink>
    ),
  };
  return (
    <DataTable
      stacks
      label={t('quotes.title')}
      rows={quotes}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('quote.field.title'),
          cell: ({ id, number, title }) => (
            <Anchor component={Link} to={pageOf('quote', id)} inherit fw={600}>
              {number ? `${number} ${title}` : title}
            </Anchor>
          ),
        },
        {
          title: t('order.status'),
          cell: ({ status }) => <StatusBadge group="quoteStatus" status={status} />,
        },
        ...(ofCustomer ? [] : [customer]),
        {
          title: t('quote.sent'),
          cell: ({ sentAt }) => (sentAt ? instant(sentAt) : t('app.none')),
        },
        {
          title: t('order.project'),
          cell: ({ projectId, project }) =>
            projectId ? (
              <RecordLink page="project" id={projectId}>
                {project?.number ?? t('order.project.one')}
              </RecordLink>
            ) : (
              t('app.none')
            ),
        },
        {
          title: t('quote.gross'),
          figures: true,
          cell: ({ totals, currency }) => money(totals.gross, currency),
        },
      ]}
    />
  );
}
