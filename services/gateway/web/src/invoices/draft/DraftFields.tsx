import { limits } from '@closeout/contracts/limits';
import { Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import { Totals } from '../Totals.js';
import { AgreedLine } from './AgreedLine.js';
import { priceDraft, type DraftValues } from './draftForm.js';
import { LineFields } from './LineFields.js';
import { SubjectFields } from './SubjectFields.js';
import { TakeAgreedButton } from './TakeAgreedButton.js';

export type DraftFormReturn = UseFormReturnType<DraftValues>;

interface DraftFieldsProps {
  form: DraftFormReturn;
  /** The draft that is changed, if there is one already. */
  draftId?: string;
}

/** Whom an invoice is for, and what it asks for, with its running totals. */
export function DraftFields({ form, draftId }: DraftFieldsProps) {
  const { t, scale } = useTexts();
  const { currency, agreed } = form.values;
  const priced = priceDraft(form.values, scale(currency));
  return (
    <Stack>
      <SubjectFields form={form} gross={priced.gross} draftId={draftId} />
      <Section title={t('invoice.lines')}>
        {agreed ? (
          <AgreedLine form={form} />
        ) : (
          <LineFields form={form} nets={priced.nets}>
            <TakeAgreedButton form={form} />
          </LineFields>
        )}
        {(isUntaxed(form.values) || form.values.exemptionReason) && (
          <TextInput
            label={t('invoice.exemptionReason')}
            description={t('invoice.exemptionReason.hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={limits.document.exemptionReason}
            {...form.getInputProps('exemptionReason')}
          />
        )}
        <Totals currency={currency} net={priced.net} taxes={priced.taxes} gross={priced.gross} live />
      </Section>
    </Stack>
  );
}

/** Whether a rate of zero was given: one that is still to be given says nothing. */
function isUntaxed({ agreed, taxRate, lines }: DraftValues): boolean {
  const rates = agreed ? [taxRate] : lines.map((line) => line.taxRate);
  return rates.some((rate) => rate !== '' && Number(rate) === 0);
}
