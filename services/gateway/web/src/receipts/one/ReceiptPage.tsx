import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ProblemError } from '../../api/problem.js';
import { NotFoundPage } from '../../app/NotFoundPage.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { DraftReceipt } from '../draft/DraftReceipt.js';
import { receiptQuery } from '../receiptQueries.js';
import { IssuedReceipt } from './IssuedReceipt.js';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const may = useMay();
  const { data: receipt, error, isPending } = useQuery(receiptQuery(id));
  if (isPending)
    return (
      <Stack role="status" aria-busy="true" aria-label={t('app.loading')}>
        <Skeleton h={36} w="50%" />
        <Skeleton h={220} />
      </Stack>
    );
  if (error instanceof ProblemError && [400, 404].includes(error.problem.status)) return <NotFoundPage />;
  if (!receipt) return <ProblemAlert error={error} />;
  if (receipt.status === 'DRAFT' && may('receipts.manage'))
    return <DraftReceipt key={id} receipt={receipt} />;
  return <IssuedReceipt key={id} receipt={receipt} />;
}
