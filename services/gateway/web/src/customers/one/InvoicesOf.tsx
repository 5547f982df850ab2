import { pageOf, pages } from '@closeout/contracts/pages';
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../../text/TextProvider.js';
import { RecordLink } from '../../ui/RecordLink.js';
import { DataTable } from '../../ui/DataTable.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { invoicesOf } from '../customerQueries.js';
import { Few } from './Few.js';

export function InvoicesOf({ customerId }: { customerId: string }) {
  const { t, money, day } = useTexts();
  const invoices = useQuery(invoicesOf(customerId));
  const title = t('customer.invoices');
  return (
    <Few
      title={title}
      query={invoices}
      rowsOf={({ items }) => items}
      hasMore={({ more }) => more}
      all={`${pages.invoices}?customerId=${customerId}`}
    >
      {({ items }) => (
        <DataTable
          stacks
          label={title}
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t('order.number'),
              cell: ({ id, number, project, customerName }) => (
                <Anchor
                  component={Link}
                  to={pageOf('invoice', id)}
                  inherit
                  fw={600}
                  aria-label={number ?? `${t('customer.draft')} ${project?.title ?? customerName}`}
                >
                  {number ?? t('customer.draft')}
                </Anchor>
              ),
            },
            {
              title: t('order.status'),
              cell: ({ status, paymentStatus }) =>
                status === 'ISSUED' && (
                  <StatusBadge group="paymentStatus" status={paymentStatus ?? 'UNPAID'} />
                ),
            },
            {
              title: t('order.project'),
              cell: ({ projectId, project }) =>
                projectId && project ? (
                  <RecordLink page="project" id={projectId}>
                    {project.title}
                  </RecordLink>
                ) : (
                  t('app.none')
                ),
            },
            {
              title: t('customer.due'),
              cell: ({ dueDate, overdue }) => (
                <Text span size="sm" c={overdue ? 'var(--mantine-color-error)' : undefined}>
                  {dueDate ? day(dueDate) : t('app.none')}
                  {overdue && ` · ${t('projects.overdue')}`}
                </Text>
              ),
            },
            {
              title: t('project.document.amount'),
              figures: true,
              cell: ({ totals, currency }) => money(totals.gross, currency),
            },
            {
              title: t('customer.open'),
              figures: true,
              cell: ({ totals, currency, status }) =>
                status === 'ISSUED' ? money(totals.due, currency) : t('app.none'),
            },
          ]}
        />
      )}
    </Few>
  );
}
