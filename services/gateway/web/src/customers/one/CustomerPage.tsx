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
  return (
    <Stack>
      <PageHead
        actions={
          <>
            {may('quotes.manage') && (
              <Button component={Link} to={`${pages.newQuote}?customerId=${id}`} variant="default">
                {t('quotes.new')}
              </Button>
            )}
            {may('cpos.manage') && (
              <Button component={Link} to={`${pages.newOrder}?customerId=${id}`} variant="default">
                {t('orders.new')}
              </Button>
            )}
            {may('invoices.manage') && (
              <Button component={Link} to={`${pages.newInvoice}?customerId=${id}`} variant="default">
                {t('invoices.new')}
              </Button>
            )}
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
