import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { compare } from '../../format/decimal.js';
import { projectQuery } from '../../projects/projectQueries.js';
import { milestonesQuery } from '../../projects/projectChoices.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { lastRateQuery } from '../invoiceQueries.js';
import type { DraftFormReturn } from './DraftFields.js';
import { agreedLine } from './draftForm.js';
import { TakeAgreedButton } from './TakeAgreedButton.js';

/** The one line that asks for what was agreed of a milestone: to the cent, whatever tax it includes. */
export function AgreedLine({ form }: { form: DraftFormReturn }) {
  const { t, money } = useTexts();
  const { customerId, projectId, milestoneId, currency, agreed, agreedText } = form.values;
  const project = useQuery({ ...projectQuery(projectId), enabled: projectId !== '' });
  const milestones = useQuery(milestonesQuery(projectId));
  const { data: last } = useQuery(lastRateQuery(customerId));
  const milestone = milestones.data?.items.find(({ id }) => id === milestoneId);
  const label = milestone?.label ?? '…';
  const description =
    agreedText || (project.data ? `${label} – ${project.data.number} ${project.data.title}` : label);
  const isAsAgreed = milestone && compare(milestone.expectedAmount, agreed) === 0;
  const writeOut = () => {
    const line = agreedLine({ ...form.values, agreedText: description });
    form.setValues({ agreed: '', agreedText: '', lines: [line] });
  };
  return (
    <Group justify="space-between" align="flex-start">
      <div>
        <Text fw={600}>{description}</Text>
        <Text size="sm" c="dimmed" className="figures">
          {t(isAsAgreed ? 'draft.agreed' : 'draft.asked', { amount: money(agreed, currency) })}
        </Text>
        <Button variant="subtle" size="compact-sm" px={0} mt={4} onClick={writeOut}>
          {t('draft.ownLines')}
        </Button>
        <TakeAgreedButton form={form} />
      </div>
      <AmountInput
        w={150}
        label={t('draft.includedTax')}
        required
        description={
          last?.taxRate === form.values.taxRate ? t('draft.rateOf', { number: last.number }) : undefined
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        rightSection={<Text size="sm">%</Text>}
        {...form.getInputProps('taxRate')}
      />
    </Group>
  );
}
