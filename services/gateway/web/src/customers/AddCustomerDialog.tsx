import { Button, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { CurrencySelect } from '../ui/CurrencySelect.js';
import { Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { useToast } from '../ui/useToast.js';
import { customerQuery, type Customer } from './customerQueries.js';

const empty = {
  name: '',
  email: '',
  phone: '',
  vatNumber: '',
  address: '',
  currency: 'EUR',
  paymentTermsDays: 30,
};

interface AddCustomerDialogProps {
  opened: boolean;
  onClose(): void;
  onAdded(customer: Customer): void;
}

export function AddCustomerDialog({ opened, onClose, onAdded }: AddCustomerDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('customer.add')} size="lg">
      <CustomerForm onAdded={onAdded} onCancel={onClose} />
    </Dialog>
  );
}

function CustomerForm({ onAdded, onCancel }: { onAdded(customer: Customer): void; onCancel(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: empty });
  const refusal = useFormProblem(form, (name) => name in empty);
  const add = useMutation({
    mutationFn: ({ phone, vatNumber, address, ...values }: typeof empty) =>
      ask(
        api.POST('/customers', {
          body: {
            ...values,
            phone: phone || null,
            vatNumber: vatNumber || null,
            address: address || null,
          },
        }),
      ),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: (customer) => {
      queries.setQueryData(customerQuery(customer.id).queryKey, customer);
      void queries.invalidateQueries({ queryKey: ['customers', 'choices'] });
      toast(t('customer.added', { name: customer.name }));
      onAdded(customer);
    },
  });
  const submit = (event: FormEvent) => {
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    form.onSubmit((values) => add.mutate(values))(event as FormEvent<HTMLFormElement>);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <TextInput label={t('customer.field.name')} required data-autofocus {...form.getInputProps('name')} />
        <Group grow align="flex-start">
          <TextInput
            label={t('customer.field.email')}
            type="email"
            required
            {...form.getInputProps('email')}
          />
          <TextInput label={t('customer.field.phone')} type="tel" {...form.getInputProps('phone')} />
        </Group>
        <Group grow align="flex-start">
          <TextInput label={t('customer.field.vatNumber')} {...form.getInputProps('vatNumber')} />
          <CurrencySelect label={t('customer.field.currency')} required {...form.getInputProps('currency')} />
        </Group>
        <Textarea label={t('customer.field.address')} autosize {...form.getInputProps('address')} />
        <NumberInput
          label={t('customer.field.paymentTermsDays')}
          min={0}
          max={365}
          allowDecimal={false}
          {...form.getInputProps('paymentTermsDays')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('customer.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
