import { limits } from '@closeout/contracts/limits';
import { Group, NumberInput, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTexts } from '../text/TextProvider.js';
import { CurrencySelect } from '../ui/CurrencySelect.js';
import type { CustomerValues } from './customerForm.js';

interface CustomerFieldsProps {
  form: UseFormReturnType<CustomerValues>;
  /** Also what is rarely said of a customer who is new. */
  complete?: boolean;
}

export function CustomerFields({ form, complete }: CustomerFieldsProps) {
  const { t } = useTexts();
  return (
    <Stack>
      <TextInput
        label={t('customer.field.name')}
        required
        maxLength={limits.customer.name}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Group grow align="flex-start">
        <TextInput
          label={t('customer.field.email')}
          type="email"
          required
          maxLength={limits.customer.email}
          {...form.getInputProps('email')}
        />
        <TextInput
          label={t('customer.field.phone')}
          type="tel"
          maxLength={limits.customer.phone}
          {...form.getInputProps('phone')}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={t('customer.field.vatNumber')}
          maxLength={limits.customer.vatNumber}
          {...form.getInputProps('vatNumber')}
        />
        <CurrencySelect label={t('customer.field.currency')} required {...form.getInputProps('currency')} />
      </Group>
      <Textarea
        label={t('customer.field.address')}
        autosize
        minRows={2}
        maxLength={limits.customer.address}
        {...form.getInputProps('address')}
      />
      <SimpleGrid cols={{ base: 1, xs: complete ? 2 : 1 }}>
        <NumberInput
          label={t('customer.field.paymentTermsDays')}
          description={complete ? t('customer.field.paymentTermsDays.hint') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          max={limits.customer.paymentTermsDays}
          allowDecimal={false}
          {...form.getInputProps('paymentTermsDays')}
        />
        {complete && (
          <>
            <NumberInput
              label={t('customer.field.securityLevel')}
              description={t('customer.field.securityLevel.hint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={0}
              max={limits.securityLevel}
              allowDecimal={false}
              {...form.getInputProps('securityLevel')}
            />
            <TextInput
              label={t('customer.field.clientType')}
              maxLength={limits.customer.clientType}
              {...form.getInputProps('clientType')}
            />
            <TextInput
              label={t('customer.field.location')}
              maxLength={limits.customer.location}
              {...form.getInputProps('location')}
            />
          </>
        )}
      </SimpleGrid>
    </Stack>
  );
}
