import { pages } from '@closeout/contracts/pages';
import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { WarningAlerts } from '../../warnings/WarningAlerts.js';
import { customerQuery } from '../customerQueries.js';
import { ActiveButton } from './ActiveButton.js';
import { Credit } from './Credit.js';
import { CustomerData } from './CustomerData.js';
import { InvoicesOf } from './InvoicesOf.js';
import { OrdersOf } from './OrdersOf.js';
import { ProjectsOf } from './ProjectsOf.js';
import { QuotesOf } from './QuotesOf.js';
import { ReceiptsOf } from './ReceiptsOf.js';
import { UnreadPage } from '../../ui/Unread.js';

/** What begins here, in the order of business. */
const beginnings = [
  { page: pages.newQuote, title: 'quotes.new', permission: 'quotes.manage' },
  { page: pages.newOrder, title: 'orders.new', permission: 'cpos.manage' },
  { page: pages.newInvoice, title: 'invoices.new', permission: 'invoices.manage' },
] as const;

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const may = useMay();
  const query = useQuery(customerQuery(id));
  const { data: customer } = query;
  if (!customer)
    return (
      <UnreadPage query={query} skeleton={<Skeleton h={320} role="status" aria-label={t('app.loading')} />} />
    );
  const begins = beginnings.filter(({ permission }) => may(permission));
  // Nothing new is begun with an inactive one.
  const [next] = customer.status === 'ACTIVE' ? begins : [];
  return (
    <Stack>
      <PageHead
        actions={
          <>
            {begins.map(({ page, title }) => (
              <Button
                key={page}
                component={Link}
                to={`${page}?customerId=${id}`}
                variant={page === next?.page ? 'filled' : 'default'}
              >
                {t(title)}
              </Button>
            ))}
            {may('customers.manage') && <ActiveButton customer={customer} />}
          </>
        }
      >
        <Group gap="sm">
          <PageTitle>{customer.name}</PageTitle>
          {customer.status === 'INACTIVE' && <StatusBadge group="customerStatus" status={customer.status} />}
        </Group>
      </PageHead>
      <WarningAlerts warnings={customer.warnings} />
      <CustomerData customer={customer} />
      {may('receipts.view') && <Credit id={id} />}
      {may('invoices.view') && <InvoicesOf customerId={id} />}
      {may('receipts.view') && <ReceiptsOf customerId={id} />}
      {may('projects.view') && <ProjectsOf customerId={id} />}
      {may('quotes.view') && <QuotesOf customerId={id} />}
      {may('cpos.view') && <OrdersOf customerId={id} />}
    </Stack>
  );
}
