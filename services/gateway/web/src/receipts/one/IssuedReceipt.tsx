import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { compare } from '../../format/decimal.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { LockLine } from '../../invoices/LockLine.js';
import type { Receipt } from '../receiptQueries.js';
import { AllocateDialog } from './AllocateDialog.js';
import { Allocations } from './Allocations.js';
import { Facts } from './Facts.js';
import { History } from './History.js';
import { ReverseDialog } from './ReverseDialog.js';

/** A receipt that is not changed any more: what it says, what it settles, and what can still be done with it. */
export function IssuedReceipt({ receipt }: { receipt: Receipt }) {
  const { t, instant, language } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState<'allocate' | 'reverse' | null>(null);
  const { id, number, status, reversal, issuedAt, unallocated, customerName } = receipt;
  const acts = status === 'ISSUED' && may('receipts.issue');
  const close = () => setAsked(null);
  return (
    <Stack maw={960}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="sm">
            <PageTitle named={number ?? t('receipt.draft')}>{number ?? t('receipt.draft')}</PageTitle>
            <StatusBadge group="receiptStatus" status={status} />
          </Group>
          <Text c="dimmed">{customerName}</Text>
        </div>
        <Group gap="xs">
          {status !== 'DRAFT' && (
            <Button
              component="a"
              variant="default"
              href={`/api/v1/receipts/${id}/pdf?language=${language}`}
              target="_blank"
              rel="noopener"
            >
              {t('receipt.pdf')}
            </Button>
          )}
          {acts && compare(unallocated, '0') > 0 && (
            <Button variant="default" onClick={() => setAsked('allocate')}>
              {t('allocation.add')}
            </Button>
          )}
          {acts && (
            <Button variant="default" onClick={() => setAsked('reverse')}>
              {t('receipt.reverse')}
            </Button>
          )}
        </Group>
      </Group>
      {number && issuedAt && (
        <LockLine
          number={number}
          issuedAt={issuedAt}
          correction={t(reversal ? 'lock.reversed' : 'lock.receipt')}
        />
      )}
      {reversal && (
        <Alert
          color="red"
          variant="outline"
          c="inherit"
          title={t('receipt.reversal', { number: reversal.number, day: instant(reversal.reversedAt) })}
        >
          <span className="prose">{reversal.reason}</span>
        </Alert>
      )}
      <Facts receipt={receipt} />
      <Allocations receipt={receipt} />
      <History id={id} />
      <AllocateDialog receipt={receipt} opened={asked === 'allocate'} onClose={close} />
      <ReverseDialog receipt={receipt} opened={asked === 'reverse'} onClose={close} />
    </Stack>
  );
}
