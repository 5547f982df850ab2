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
        maxLength={200}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Group grow align="flex-start">
        <TextInput
          label={t('customer.field.email')}
          type="email"
          required
          maxLength={254}
          {...form.getInputProps('email')}
        />
        <TextInput
          label={t('customer.field.phone')}
          type="tel"
          maxLength={50}
          {...form.getInputProps('phone')}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={t('customer.field.vatNumber')}
          maxLength={30}
          {...form.getInputProps('vatNumber')}
        />
        <CurrencySelect label={t('customer.field.currency')} required {...form.getInputProps('currency')} />
      </Group>
      <Textarea
        label={t('customer.field.address')}
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('address')}
      />
      <SimpleGrid cols={{ base: 1, xs: complete ? 2 : 1 }}>
        <NumberInput
          label={t('customer.field.paymentTermsDays')}
          description={complete ? t('customer.field.paymentTermsDays.hint') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          max={365}
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
              max={9}
              allowDecimal={false}
              {...form.getInputProps('securityLevel')}
            />
            <TextInput
              label={t('customer.field.clientType')}
              maxLength={50}
              {...form.getInputProps('clientType')}
            />
            <TextInput
              label={t('customer.field.location')}
              maxLength={100}
              {...form.getInputProps('location')}
            />
          </>
        )}
      </SimpleGrid>
    </Stack>
  );
}
