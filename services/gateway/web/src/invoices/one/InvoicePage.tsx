import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ProblemError } from '../../api/problem.js';
import { NotFoundPage } from '../../app/NotFoundPage.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { DraftPage } from '../draft/DraftPage.js';
import { invoiceQuery } from '../invoiceQueries.js';
import { InvoiceDocument } from './InvoiceDocument.js';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const may = useMay();
  const { data: invoice, error, isPending } = useQuery(invoiceQuery(id));
  if (isPending)
    return (
      <Stack role="status" aria-busy="true" aria-label={t('app.loading')}>
        <Skeleton h={36} w="40%" />
        <Skeleton h={180} />
        <Skeleton h={220} />
      </Stack>
    );
  if (error instanceof ProblemError && [400, 404].includes(error.problem.status)) return <NotFoundPage />;
  if (!invoice) return <ProblemAlert error={error} />;
  return invoice.status === 'DRAFT' && may('invoices.manage') ? (
    <DraftPage key={invoice.id} invoice={invoice} />
  ) : (
    <InvoiceDocument key={invoice.id} invoice={invoice} />
  );
}
