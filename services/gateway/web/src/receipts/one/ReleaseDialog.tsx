import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { receiptKey, staleByReceipt, type Receipt } from '../receiptQueries.js';
import { fitsInto } from './fitsInto.js';

interface ReleaseDialogProps {
  receipt: Receipt;
  /** What is proposed; all that is left for the project where nothing is. */
  amount?: string;
  opened: boolean;
  onClose(): void;
}

/** Moves what is left for the project to the customer's credit. */
export function ReleaseDialog({ receipt, amount: proposed, opened, onClose }: ReleaseDialogProps) {
  const { t, money } = useTexts();
  const { id, version, currency, tied } = receipt;
  const [amount, setAmount] = useState(proposed ?? tied);
  const [asked] = useDebouncedValue(amount, 250);
  const fits = fitsInto(amount, tied);
  const call = (reason: string, wanted: string, dryRun: boolean) =>
    api.POST('/receipts/{id}/release', {
      params: {
        path: { id },
        query: { dryRun: dryRun ? 'true' : 'false' },
        header: { 'If-Match': `"${version}"` },
      },
      body: { amount: wanted, reason },
    });
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('release.title')}
      also={{ dirty: amount !== (proposed ?? tied), reset: () => setAmount(proposed ?? tied) }}
      submit={t('release.submit')}
      reason="required"
      disabled={!fits}
      preview={
        !fits || asked !== amount
          ? undefined
          : { queryKey: [...receiptKey(id), 'release', version, asked], call: () => call('?', asked, true) }
      }
      act={({ reason }) => ask(call(reason, amount, false))}
      done={t('release.done', { amount: money(amount || '0', currency) })}
      stale={staleByReceipt(receipt)}
    >
      <Text size="sm">{t('release.text', { amount: money(tied, currency) })}</Text>
      <AmountInput
        label={t('receipt.amount')}
        required
        currency={currency}
        value={amount}
        onChange={setAmount}
        error={amount !== '' && !fits && t('refund.tooMuch', { amount: money(tied, currency) })}
      />
    </ReasonDialog>
  );
}
