import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { RecordLink } from '../../ui/RecordLink.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { WarningAlerts } from '../../warnings/WarningAlerts.js';
import { Drawdown } from '../Drawdown.js';
import { orderQuery, type Order } from '../orderQueries.js';
import { Blocked } from './Blocked.js';
import { CompareVersions } from './CompareVersions.js';
import { Mismatch } from './Mismatch.js';
import { OrderActions } from './OrderActions.js';
import { OrderHistory } from './OrderHistory.js';
import { WaitingVersion } from './WaitingVersion.js';
import { UnreadPage } from '../../ui/Unread.js';

export function Component() {
  const { id = '' } = useParams();
  const { t, money } = useTexts();
  const query = useQuery(orderQuery(id));
  const { data: order } = query;
  if (!order)
    return (
      <UnreadPage query={query} skeleton={<Skeleton h={320} role="status" aria-label={t('app.loading')} />} />
    );
  return (
    <Stack>
      <PageHead actions={<OrderActions order={order} />}>
        <Group gap="sm">
          <PageTitle named={t('order.titled', { number: order.number })}>{order.number}</PageTitle>
          <StatusBadge group="orderStatus" status={order.status} />
        </Group>
        <About order={order} />
      </PageHead>
      <WarningAlerts warnings={order.warnings} currency={order.currency} />
      <WaitingVersion order={order} />
      <Mismatch order={order} />
      <Section title={t('order.amount')}>
        <Text size="xl" fw={700} className="figures">
          {money(order.amount, order.currency)}
        </Text>
        <Drawdown {...order} />
        <Blocked order={order} />
      </Section>
      <CompareVersions order={order} />
      <OrderHistory id={order.id} />
    </Stack>
  );
}

/** Whose it is, and what it belongs to. */
function About({ order }: { order: Order }) {
  const { t } = useTexts();
  const may = useMay();
  const { customerId, customerName, projectId, project, quoteId } = order;
  return (
    <Group gap="xs" c="dimmed">
      <RecordLink page="customer" id={customerId} underline="always">
        {customerName}
      </RecordLink>
      ·
      {projectId ? (
        <Anchor component={Link} to={pageOf('project', projectId)} underline="always">
          {project ? `${project.number} ${project.title}` : t('order.project.one')}
        </Anchor>
      ) : (
        <Text>
          {t(quoteId && order.status !== 'CANCELLED' ? 'order.project.comes' : 'order.project.none')}
        </Text>
      )}
      {quoteId && may('quotes.view') && (
        <>
          ·
          <Anchor component={Link} to={pageOf('quote', quoteId)} underline="always">
            {t('order.quote')}
          </Anchor>
        </>
      )}
    </Group>
  );
}
