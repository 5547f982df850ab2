import { Alert, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { compare } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Receipt } from '../receiptQueries.js';
import { ReleaseDialog } from './ReleaseDialog.js';

interface MismatchProposalProps {
  receipt: Receipt;
  /** The number of the invoice that the money is not meant for. */
  invoice: string;
  /** How much of it the customer's credit lacks. */
  short: string;
  /** The payment as the API proposes to enter it anew: what settles the invoice, and the rest as before. */
  split: readonly { amount: string }[];
}

/** Money for a project is to settle an invoice that is none of its: how it can, and the first step of that. */
export function MismatchProposal({ receipt, invoice, short, split }: MismatchProposalProps) {
  const { t, money } = useTexts();
  const [asked, { open, close }] = useDisclosure();
  const [own, rest] = split.map(({ amount }) => money(amount, receipt.currency));
  const amount = money(short, receipt.currency);
  return (
    <Alert color="yellow" variant="outline" c="inherit" title={t('allocation.mismatch', { invoice })}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm" className="figures">
          {t('allocation.mismatch.release', { amount })}
        </Text>
        {compare(short, receipt.tied) <= 0 && (
          <Button variant="default" size="xs" onClick={open}>
            {t('allocation.mismatch.move', { amount })}
          </Button>
        )}
        {own && (
          <Text size="sm" className="figures">
            {rest
              ? t('allocation.mismatch.split', { own, rest, invoice })
              : t('allocation.mismatch.anew', { own, invoice })}
          </Text>
        )}
      </Stack>
      <ReleaseDialog key={short} receipt={receipt} amount={short} opened={asked} onClose={close} />
    </Alert>
  );
}
