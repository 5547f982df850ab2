import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { DraftReceipt } from '../draft/DraftReceipt.js';
import { receiptQuery } from '../receiptQueries.js';
import { IssuedReceipt } from './IssuedReceipt.js';
import { UnreadPage } from '../../ui/Unread.js';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const may = useMay();
  const query = useQuery(receiptQuery(id));
  const { data: receipt } = query;
  if (!receipt)
    return (
      <UnreadPage
        query={query}
        skeleton={
          <Stack role="status" aria-busy="true" aria-label={t('app.loading')}>
            <Skeleton h={36} w="50%" />
            <Skeleton h={220} />
          </Stack>
        }
      />
    );
  if (receipt.status === 'DRAFT' && may('receipts.manage'))
    return <DraftReceipt key={id} receipt={receipt} />;
  return <IssuedReceipt key={id} receipt={receipt} />;
}
