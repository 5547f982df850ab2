import { Skeleton, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import { Unread } from '../../ui/Unread.js';
import { AllocationTable } from '../AllocationTable.js';
import { fill, usedOf, type Amounts, type ReceiptValues } from './receiptForm.js';
import { SubjectFields } from './SubjectFields.js';
import type { Settleable } from './useSettleable.js';

export type ReceiptForm = UseFormReturnType<ReceiptValues>;

interface DraftFieldsProps {
  form: ReceiptForm;
  settleable: Settleable;
  /** The draft that is changed, if there is one already. */
  draftId?: string;
}

/** A payment: of whom, what for, how much; and which invoices it settles. */
export function DraftFields({ form, settleable, draftId }: DraftFieldsProps) {
  const { t } = useTexts();
  const { customerId, milestoneId, amount, currency, allocations } = form.values;
  const { invoices, unread } = settleable;
  const [summed, setSummed] = useState('');
  const change = (next: Amounts) => {
    form.setFieldValue('allocations', next);
    for (const path of Object.keys(form.errors))
      if (path.startsWith('allocations.')) form.clearFieldError(path);
  };
  // Nobody said yet how much came in: it is what the chosen invoices come to.
  const take = (next: Amounts) => {
    change(next);
    if (amount !== '' && amount !== summed) return;
    const { used } = usedOf('', next, invoices);
    setSummed(used);
    form.setFieldValue('amount', used);
  };
  return (
    <Stack>
      <Section title={t('receipt.payment')}>
        <SubjectFields form={form} {...(draftId && { draftId })} />
      </Section>
      <Section title={t('allocation.title')}>
        {!customerId ? (
          <Text c="dimmed">{t('allocation.customerFirst')}</Text>
        ) : unread ? (
          <Unread query={unread} skeleton={<Skeleton h={120} />} />
        ) : invoices.length === 0 ? (
          <Text c="dimmed">{t('allocation.none')}</Text>
        ) : (
          <AllocationTable
            invoices={invoices}
            amount={amount}
            currency={currency}
            allocations={allocations}
            onChange={change}
            onTake={take}
            filled={() => fill(amount, invoices)}
            errorOf={(id) => form.errors[`allocations.${id}`] as string | undefined}
            rest={t(milestoneId ? 'allocation.restOfMilestone' : 'allocation.rest')}
          />
        )}
      </Section>
    </Stack>
  );
}
