import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { DraftPage } from '../draft/DraftPage.js';
import { invoiceQuery } from '../invoiceQueries.js';
import { InvoiceDocument } from './InvoiceDocument.js';
import { UnreadPage } from '../../ui/Unread.js';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const may = useMay();
  const query = useQuery(invoiceQuery(id));
  const { data: invoice } = query;
  if (!invoice)
    return (
      <UnreadPage
        query={query}
        skeleton={
          <Stack role="status" aria-busy="true" aria-label={t('app.loading')}>
            <Skeleton h={36} w="40%" />
            <Skeleton h={180} />
            <Skeleton h={220} />
          </Stack>
        }
      />
    );
  return invoice.status === 'DRAFT' && may('invoices.manage') ? (
    <DraftPage key={invoice.id} invoice={invoice} />
  ) : (
    <InvoiceDocument key={invoice.id} invoice={invoice} />
  );
}
