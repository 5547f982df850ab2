import { Text } from '@mantine/core';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { receiptKey, staleByReceipt, type Receipt } from '../receiptQueries.js';
import { MilestoneEffects } from './MilestoneEffects.js';

const reverse = (id: string, reason: string, dryRun: boolean) =>
  api.POST('/receipts/{id}/reverse', {
    params: { path: { id }, query: { dryRun: dryRun ? 'true' : 'false' } },
    body: { reason },
  });

interface ReverseDialogProps {
  receipt: Receipt;
  opened: boolean;
  onClose(): void;
}

/** A payment that bounced, or was entered by mistake. */
export function ReverseDialog({ receipt, opened, onClose }: ReverseDialogProps) {
  const { t } = useTexts();
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('receipt.reverse.title')}
      reason="required"
      hint={t('receipt.reverse.hint')}
      grave
      preview={{
        queryKey: [...receiptKey(receipt.id), 'reverse', receipt.version],
        call: () => reverse(receipt.id, '?', true),
        more: () => <MilestoneEffects shares={receipt.projectShares} takesBack />,
      }}
      act={({ reason }) => ask(reverse(receipt.id, reason, false))}
      done={t('receipt.reversed', { number: receipt.number ?? '' })}
      stale={staleByReceipt(receipt)}
    >
      <Text size="sm">{t('receipt.reverse.text')}</Text>
    </ReasonDialog>
  );
}
