import { pageOf } from '@closeout/contracts/pages';
import { customerSorts, customerStatuses } from '@closeout/contracts/vocabulary';
import { Anchor, Button, Group, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { ChoiceFilter } from '../ui/ChoiceFilter.js';
import { DataTable } from '../ui/DataTable.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Filters as FilterFields } from '../ui/Filters.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { useAddress, type Address } from '../ui/useAddress.js';
import { AddCustomerDialog } from './AddCustomerDialog.js';
import { customerFilterNames, customerListQuery } from './customerFilters.js';
import { customerList, type Customer } from './customerQueries.js';

export function Component() {
  const { t } = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const [adding, { open, close }] = useDisclosure();
  const { params, change } = useAddress();
  const query = useMemo(() => customerListQuery(params), [params]);
  const customers = useInfiniteQuery(customerList(query));
  const add = may('customers.create', 'customers.manage') && (
    <Button onClick={open}>+ {t('customer.add')}</Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('customers.title')}</PageTitle>
        {add}
      </Group>
      <Filters params={params} change={change} />
      <Listing
        pages={customers}
        shown={(count) => t('customers.shown', { count })}
        empty={
          customerFilterNames.some((name) => name !== 'sort' && params.has(name)) ? (
            <NothingFits title={t('customer.none')} filters={customerFilterNames} change={change} />
          ) : (
            <EmptyState title={t('customers.empty.title')} text={t('customers.empty.text')}>
              {add}
            </EmptyState>
          )
        }
      >
        {(rows) => <CustomerTable customers={rows} />}
      </Listing>
      <AddCustomerDialog
        opened={adding}
        onClose={close}
        onAdded={(customer) => void navigate(pageOf('customer', customer.id))}
      />
    </Stack>
  );
}

function Filters(address: Address) {
  const { params, change } = address;
  const { t, word } = useTexts();
  return (
    <FilterFields
      {...address}
      label={t('orders.search')}
      searched={t('customer.search')}
      names={customerFilterNames}
      cols={{ base: 1, xs: 2, lg: 3 }}
    >
      <ChoiceFilter
        {...address}
        name="status"
        label={t('order.status')}
        any={t('orders.status.any')}
        words={customerStatuses}
        textOf={(status) => word('customerStatus', status)}
      />
      <Select
        label={t('projects.sort')}
        data={customerSorts.map((value) => ({ value, label: t(`customers.sort.${value}`) }))}
        value={params.get('sort') ?? 'name'}
        onChange={(sort) => change({ sort: sort === 'name' ? undefined : (sort ?? undefined) })}
        allowDeselect={false}
      />
    </FilterFields>
  );
}

function CustomerTable({ customers }: { customers: readonly Customer[] }) {
  const { t } = useTexts();
  return (
    <DataTable
      stacks
      label={t('customers.title')}
      rows={customers}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('customer.field.name'),
          share: 24,
          cell: ({ id, name, status }) => (
            <Group gap="sm" wrap="nowrap">
              <Anchor component={Link} to={pageOf('customer', id)} inherit fw={600}>
                {name}
              </Anchor>
              {status === 'INACTIVE' && <StatusBadge group="customerStatus" status={status} />}
            </Group>
          ),
        },
        {
          title: t('customer.field.email'),
          share: 23,
          cell: ({ email }) => email ?? t('app.none'),
        },
        { title: t('customer.field.phone'), share: 16, cell: ({ phone }) => phone ?? t('app.none') },
        {
          title: t('customer.field.vatNumber'),
          share: 16,
          cell: ({ vatNumber }) => vatNumber ?? t('app.none'),
        },
        { title: t('customer.field.location'), share: 11, cell: ({ location }) => location ?? t('app.none') },
        {
          title: t('customers.terms'),
          share: 10,
          figures: true,
          cell: ({ paymentTermsDays }) => paymentTermsDays,
        },
      ]}
    />
  );
}
