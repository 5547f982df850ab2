import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { compare } from '../format/decimal.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { SettleDialog, type Settled } from './SettleDialog.js';

interface SettleButtonProps {
  of: Settled;
  /** What can be settled. */
  amount: string;
  currency: string;
}

/** Settles with what is there; nothing where there is nothing, or for who may not. */
export function SettleButton({ of, amount, currency }: SettleButtonProps) {
  const { t, money } = useTexts();
  const may = useMay();
  const [asked, { open, close }] = useDisclosure();
  if (!may('receipts.issue') || compare(amount, '0') <= 0) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('settle.with', { amount: money(amount, currency) })}
      </Button>
      <SettleDialog of={of} opened={asked} onClose={close} />
    </>
  );
}
