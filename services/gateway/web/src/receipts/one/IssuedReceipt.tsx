import { RecordLink } from '../../ui/RecordLink.js';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { compare } from '../../format/decimal.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { MoreActions } from '../../ui/MoreActions.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { LockLine } from '../../invoices/LockLine.js';
import { SettleDialog } from '../../settling/SettleDialog.js';
import type { Receipt } from '../receiptQueries.js';
import { AllocateDialog } from './AllocateDialog.js';
import { Allocations } from './Allocations.js';
import { Facts } from './Facts.js';
import { History } from './History.js';
import { RefundDialog } from './RefundDialog.js';
import { Refunds } from './Refunds.js';
import { ReleaseDialog } from './ReleaseDialog.js';
import { ReverseDialog } from './ReverseDialog.js';
import { PdfButton } from '../../ui/PdfButton.js';

/** A receipt that is not changed any more: what it says, what it settles, and what can still be done with it. */
export function IssuedReceipt({ receipt }: { receipt: Receipt }) {
  const { t, instant } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState<'allocate' | 'settle' | 'refund' | 'release' | 'reverse' | null>(null);
  const { id, number, status, reversal, issuedAt, unallocated, tied, refunded } = receipt;
  const acts = status === 'ISSUED' && may('receipts.issue');
  const some = (amount: string) => compare(amount, '0') > 0;
  const close = () => setAsked(null);
  return (
    <Stack maw={recordWidth}>
      <PageHead
        actions={
          <>
            {status !== 'DRAFT' && <PdfButton of={`receipts/${id}`}>{t('receipt.pdf')}</PdfButton>}
            <MoreActions
              actions={[
                acts && some(unallocated) && { title: t('settle.oldest'), act: () => setAsked('settle') },
                acts && some(unallocated) && { title: t('refund.new'), act: () => setAsked('refund') },
                acts && some(tied) && { title: t('release.new'), act: () => setAsked('release') },
                acts && !some(refunded) && { title: t('receipt.reverse'), act: () => setAsked('reverse') },
              ]}
            />
            {acts && some(unallocated) && (
              <Button onClick={() => setAsked('allocate')}>{t('allocation.add')}</Button>
            )}
          </>
        }
      >
        <Group gap="sm">
          <PageTitle named={number ?? t('receipt.draft')}>{number ?? t('receipt.draft')}</PageTitle>
          <StatusBadge group="receiptStatus" status={status} />
        </Group>
        <Text c="dimmed">
          <RecordLink page="customer" id={receipt.customerId} underline="always">
            {receipt.customerName}
          </RecordLink>
        </Text>
      </PageHead>
      {number && issuedAt && (
        <LockLine
          number={number}
          issuedAt={issuedAt}
          correction={t(reversal ? 'lock.reversed' : some(refunded) ? 'lock.refunded' : 'lock.receipt')}
        />
      )}
      {reversal && (
        <Alert
          color="red"
          variant="outline"
          c="inherit"
          title={t('receipt.reversal', { number: reversal.number, day: instant(reversal.reversedAt) })}
        >
          <Text size="sm">{t('receipt.allocations.nothing')}</Text>
          <span className="prose">{reversal.reason}</span>
        </Alert>
      )}
      <Facts receipt={receipt} />
      <Allocations receipt={receipt} />
      <Refunds receipt={receipt} />
      <History id={id} />
      <AllocateDialog receipt={receipt} opened={asked === 'allocate'} onClose={close} />
      <SettleDialog
        of={{ what: 'receipt', id, customerId: receipt.customerId }}
        opened={asked === 'settle'}
        onClose={close}
      />
      <RefundDialog
        key={`refund ${unallocated}`}
        receipt={receipt}
        opened={asked === 'refund'}
        onClose={close}
      />
      <ReleaseDialog key={`release ${tied}`} receipt={receipt} opened={asked === 'release'} onClose={close} />
      <ReverseDialog receipt={receipt} opened={asked === 'reverse'} onClose={close} />
    </Stack>
  );
}
