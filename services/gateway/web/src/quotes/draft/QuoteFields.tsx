import { limits } from '@closeout/contracts/limits';
import { SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { CustomerField } from '../../customers/CustomerField.js';
import type { Customer } from '../../customers/customerQueries.js';
import { LineFields } from '../../invoices/draft/LineFields.js';
import { priceLines } from '../../invoices/pricing.js';
import { Totals } from '../../invoices/Totals.js';
import { PersonSelect } from '../../people/PersonSelect.js';
import { useTexts } from '../../text/TextProvider.js';
import { CurrencySelect } from '../../ui/CurrencySelect.js';
import { Section } from '../../ui/Section.js';
import { BudgetFields } from './BudgetFields.js';
import type { QuoteValues } from './quoteForm.js';

/** What is offered to whom, with its running totals, and the budget of the project that it becomes. */
export function QuoteFields({ form }: { form: UseFormReturnType<QuoteValues> }) {
  const { t, scale } = useTexts();
  const { customerId, currency, lines, projectManagerId } = form.values;
  const priced = priceLines(lines, scale(currency));
  const choose = (customer: Customer | null) => {
    form.setFieldValue('customerId', customer?.id ?? '');
    if (customer) form.setFieldValue('currency', customer.currency);
  };
  return (
    <Stack>
      <Section title={t('quote.basics')}>
        <CustomerField value={customerId} onChange={choose} error={form.errors.customerId} />
        <TextInput
          label={t('quote.field.title')}
          description={t('quote.field.title.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          maxLength={limits.quote.title}
          {...form.getInputProps('title')}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <CurrencySelect label={t('customer.field.currency')} required {...form.getInputProps('currency')} />
          <PersonSelect
            label={t('quote.field.projectManagerId')}
            value={projectManagerId}
            onChange={(person) => form.setFieldValue('projectManagerId', person?.id ?? '')}
            error={form.errors.projectManagerId}
            path="projectManagerId"
            clearable
          />
          <TextInput
            label={t('quote.field.legalEntityId')}
            maxLength={limits.quote.legalEntityId}
            {...form.getInputProps('legalEntityId')}
          />
        </SimpleGrid>
      </Section>
      <Section title={t('quote.lines')}>
        <ChangedToo error={form.errors.lines} />
        <LineFields form={form} nets={priced.nets} />
        <Totals currency={currency} net={priced.net} taxes={priced.taxes} gross={priced.gross} live />
      </Section>
      <Section title={t('quote.budget')}>
        <ChangedToo error={form.errors.budgetNodes} />
        <BudgetFields form={form} gross={priced.gross} />
      </Section>
    </Stack>
  );
}

/** Said of a whole list, not of one of its fields. */
function ChangedToo({ error }: { error: React.ReactNode }) {
  if (!error) return null;
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert">
      {error}
    </Text>
  );
}
