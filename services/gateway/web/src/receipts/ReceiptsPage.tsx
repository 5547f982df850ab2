import { pages } from '@closeout/contracts/pages';
import { Button, Group, Stack, Tabs } from '@mantine/core';
import { Link } from 'react-router';
import { RefundListing } from '../refunds/RefundListing.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';
import { useAddress } from '../ui/useAddress.js';
import { ReceiptFilters } from './ReceiptFilters.js';
import { ReceiptListing } from './ReceiptListing.js';

export function Component() {
  const { t } = useTexts();
  const may = useMay();
  const { params, change } = useAddress();
  const refunds = params.get('kind') === 'refunds';
  const enter = may('receipts.manage') && (
    <Button component={Link} to={pages.newReceipt}>
      {t('receipts.new')}
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('receipts.title')}</PageTitle>
        {enter}
      </Group>
      <Tabs
        value={refunds ? 'refunds' : 'receipts'}
        onChange={(kind) => change({ kind: kind === 'refunds' ? kind : undefined })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('receipts.kinds')} mb="md">
          <Tabs.Tab value="receipts">{t('receipts.title')}</Tabs.Tab>
          <Tabs.Tab value="refunds">{t('refunds.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={refunds ? 'refunds' : 'receipts'}>
          <Stack>
            <ReceiptFilters params={params} change={change} refunds={refunds} />
            {refunds ? (
              <RefundListing params={params} change={change} />
            ) : (
              <ReceiptListing params={params} change={change} enter={enter} />
            )}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
