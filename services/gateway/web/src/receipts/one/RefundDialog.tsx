import { limits } from '@closeout/contracts/limits';
import { Autocomplete, SimpleGrid, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { DayInput } from '../../ui/DayInput.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { today } from '../../format/days.js';
import { receiptKey, staleByReceipt, type Receipt } from '../receiptQueries.js';
import { fitsInto } from './fitsInto.js';

interface RefundDialogProps {
  receipt: Receipt;
  opened: boolean;
  onClose(): void;
}

/** Pays back what is left of a receipt, or a part of it. */
export function RefundDialog({ receipt, opened, onClose }: RefundDialogProps) {
  const { t, money } = useTexts();
  const { id, version, currency, unallocated, paymentDate } = receipt;
  const [amount, setAmount] = useState(unallocated);
  const [refundDate, setRefundDate] = useState(today);
  const [method, setMethod] = useState('');
  const fits = fitsInto(amount, unallocated);
  const wanted = JSON.stringify({ amount, refundDate });
  const [asked] = useDebouncedValue(wanted, 250);

  const call = (reason: string, values: string, dryRun: boolean) =>
    api.POST('/receipts/{id}/refunds', {
      params: {
        path: { id },
        query: { dryRun: dryRun ? 'true' : 'false' },
        header: { 'If-Match': `"${version}"` },
      },
      body: {
        ...(JSON.parse(values) as { amount: string; refundDate: string }),
        ...(method.trim() && { method: method.trim() }),
        reason,
      },
    });
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('refund.new.title')}
      also={{
        dirty: amount !== unallocated || method !== '' || refundDate !== today(),
        reset: () => {
          setAmount(unallocated);
          setRefundDate(today());
          setMethod('');
        },
      }}
      submit={t('refund.issue')}
      reason="required"
      hint={t('refund.reason.hint')}
      disabled={!fits || refundDate === ''}
      preview={
        !fits || refundDate === '' || asked !== wanted
          ? undefined
          : { queryKey: [...receiptKey(id), 'refund', version, asked], call: () => call('?', asked, true) }
      }
      act={({ reason }) => ask(call(reason, wanted, false))}
      done={t('refund.issued', { amount: money(amount || '0', currency) })}
      stale={staleByReceipt(receipt)}
    >
      <Text size="sm">{t('refund.text', { amount: money(unallocated, currency) })}</Text>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <AmountInput
          label={t('receipt.amount')}
          required
          currency={currency}
          value={amount}
          onChange={setAmount}
          error={amount !== '' && !fits && t('refund.tooMuch', { amount: money(unallocated, currency) })}
        />
        <DayInput
          label={t('refund.date')}
          required
          min={paymentDate}
          value={refundDate}
          onChange={setRefundDate}
        />
        <Autocomplete
          label={t('receipt.method')}
          data={(['transfer', 'card', 'cash', 'cheque'] as const).map((name) => t(`receipt.method.${name}`))}
          maxLength={limits.document.method}
          value={method}
          onChange={setMethod}
        />
      </SimpleGrid>
    </ReasonDialog>
  );
}
