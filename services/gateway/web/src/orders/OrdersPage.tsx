import { pages } from '@closeout/contracts/pages';
import { Button, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import { useAddress } from '../ui/useAddress.js';
import { OrderFilters } from './OrderFilters.js';
import { orderFilterNames, orderListQuery } from './orderFilters.js';
import { orderList } from './orderQueries.js';
import { OrderTable } from './OrderTable.js';

export function Component() {
  const { t } = useTexts();
  const may = useMay();
  const { params, change } = useAddress();
  const query = useMemo(() => orderListQuery(params), [params]);
  const orders = useInfiniteQuery(orderList(query));
  const enter = may('cpos.manage') && (
    <Button component={Link} to={pages.newOrder}>
      {t('orders.new')}
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('orders.title')}</PageTitle>
        {enter}
      </Group>
      <OrderFilters params={params} change={change} />
      <Listing
        pages={orders}
        shown={(count) => t('orders.shown', { count })}
        empty={
          orderFilterNames.some((name) => params.has(name)) ? (
            <NothingFits title={t('orders.noMatch')} filters={orderFilterNames} change={change} />
          ) : (
            <EmptyState title={t('orders.empty.title')} text={t('orders.empty.text')}>
              {enter}
            </EmptyState>
          )
        }
      >
        {(rows) => <OrderTable orders={rows} />}
      </Listing>
    </Stack>
  );
}
