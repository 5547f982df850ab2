import { pages } from '@closeout/contracts/pages';
import { Button, Group, Stack, Tabs } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';
import { useAddress } from '../ui/useAddress.js';
import { CreditNoteListing } from './CreditNoteListing.js';
import { InvoiceFilters } from './InvoiceFilters.js';
import { InvoiceListing } from './InvoiceListing.js';

export function Component() {
  const { t } = useTexts();
  const may = useMay();
  const { params, change } = useAddress();
  const creditNotes = params.get('kind') === 'credit-notes';
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('invoices.title')}</PageTitle>
        {may('invoices.manage') && (
          <Button component={Link} to={pages.newInvoice}>
            {t('invoices.new')}
          </Button>
        )}
      </Group>
      <Tabs
        value={creditNotes ? 'credit-notes' : 'invoices'}
        onChange={(kind) => change({ kind: kind === 'credit-notes' ? kind : undefined })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('invoices.kinds')} mb="md">
          <Tabs.Tab value="invoices">{t('invoices.title')}</Tabs.Tab>
          <Tabs.Tab value="credit-notes">{t('creditNotes.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={creditNotes ? 'credit-notes' : 'invoices'}>
          <Stack>
            <InvoiceFilters params={params} change={change} creditNotes={creditNotes} />
            {creditNotes ? (
              <CreditNoteListing params={params} change={change} />
            ) : (
              <InvoiceListing params={params} change={change} />
            )}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
