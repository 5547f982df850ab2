import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { RecordLink } from '../ui/RecordLink.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { DrawdownBar } from './Drawdown.js';
import type { Order } from './orderQueries.js';

interface OrderTableProps {
  orders: readonly Order[];
  /** What the reader knows already. */
  without?: readonly ('customer' | 'project')[];
}

export function OrderTable({ orders, without = [] }: OrderTableProps) {
  const { t, money } = useTexts();
  const columns: (Column<Order> & { of?: 'customer' | 'project' })[] = [
    {
      title: t('order.number'),
      cell: ({ id, number }) => (
        <Anchor component={Link} to={pageOf('order', id)} inherit fw={600}>
          {number}
        </Anchor>
      ),
    },
    { title: t('order.status'), cell: (order) => <OrderBadges order={order} /> },
    {
      of: 'customer',
      title: t('customer.label'),
      cell: ({ customerId, customerName }) => (
        <RecordLink page="customer" id={customerId}>
          {customerName}
        </RecordLink>
      ),
    },
    {
      of: 'project',
      title: t('order.project'),
      cell: ({ projectId, project }) =>
        projectId ? (
          <RecordLink page="project" id={projectId}>
            {project ? `${project.number} ${project.title}` : t('order.project.one')}
          </RecordLink>
        ) : (
          t('app.none')
        ),
    },
    {
      title: t('order.ordered'),
      figures: true,
      cell: ({ amount, currency }) => money(amount, currency),
    },
    {
      title: t('order.drawdown'),
      cell: (order) => (
        <Stack gap={4} miw={110}>
          <Text size="xs" className="figures">
            {t('order.drawdown.short', {
              invoiced: money(order.drawdown.invoiced, order.currency),
              received: money(order.drawdown.received, order.currency),
            })}
          </Text>
          <DrawdownBar {...order} />
        </Stack>
      ),
    },
    {
      title: t('order.left'),
      figures: true,
      cell: ({ drawdown, currency }) => money(drawdown.left, currency),
    },
  ];
  return (
    <DataTable
      stacks
      label={t('orders.title')}
      rows={orders}
      keyOf={({ id }) => id}
      columns={columns.filter(({ of }) => !of || !without.includes(of))}
    />
  );
}

/** Its status, and its mismatch while that is not settled. */
export function OrderBadges({ order: { status, mismatch } }: { order: Pick<Order, 'status' | 'mismatch'> }) {
  return (
    <Stack gap={4} align="flex-start">
      <StatusBadge group="orderStatus" status={status} />
      {mismatch && <StatusBadge group="mismatchStatus" status={mismatch.status} />}
    </Stack>
  );
}
